using System.Collections.Generic;

namespace TorchSharpPy
{
    /// <summary>The signature of a TorchScript method or function, without <c>self</c>.</summary>
    public sealed class FunctionSchema
    {
        internal FunctionSchema(string name, string text, IReadOnlyList<Parameter> parameters, SchemaType returns)
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
        public IReadOnlyList<Parameter> Parameters { get; }

        /// <summary>The type of the result.</summary>
        public SchemaType Returns { get; }

        /// <summary>How many arguments a call must pass; those behind have defaults.</summary>
        internal int RequiredCount { get; }

        /// <summary>The whole signature as TorchScript prints it.</summary>
        public override string ToString() => Text;

        private static int CountRequired(IReadOnlyList<Parameter> parameters)
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
