using System;
using System.Collections.Generic;

namespace TorchSharpPy
{
    /// <summary>The signature of a TorchScript method or function, without <c>self</c>.</summary>
    /// <remarks>Two signatures are equal if TorchScript prints them the same way.</remarks>
    public sealed class FunctionSchema : IEquatable<FunctionSchema>
    {
        internal FunctionSchema(string name, string text, IReadOnlyList<SchemaParameter> parameters, SchemaType returns)
        {
            Name = name;
            Text = text;
            Parameters = parameters;
            Returns = returns;
            RequiredCount = CountRequired(parameters);
        }

        /// <summary>The name of the method or function.</summary>
        public string Name { get; }

        /// <summary>The whole signature as TorchScript prints it.</summary>
        public string Text { get; }

        /// <summary>The parameters, in the order that calls pass them.</summary>
        public IReadOnlyList<SchemaParameter> Parameters { get; }

        /// <summary>The type of the result.</summary>
        public SchemaType Returns { get; }

        /// <summary>The number of arguments that a call must pass; the parameters after them have defaults.</summary>
        internal int RequiredCount { get; }

        /// <summary>Whether TorchScript prints both the same way.</summary>
        public bool Equals(FunctionSchema? other) => !(other is null) && Text == other.Text;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => Equals(obj as FunctionSchema);

        /// <inheritdoc/>
        public override int GetHashCode() => Text.GetHashCode();

        /// <summary>The whole signature as TorchScript prints it.</summary>
        public override string ToString() => Text;

        private static int CountRequired(IReadOnlyList<SchemaParameter> parameters)
        {
            int count = parameters.Count;
            while (count > 0 && parameters[count - 1].HasDefault)
            {
                count--;
            }
            return count;
        }
    }
}
