using System;
using System.Runtime.CompilerServices;

namespace TorchSharpPy
{
    /// <summary>Reads what callers wrote for <c>params object[]</c> as they meant it.</summary>
    internal static class ArgumentList
    {
        /// <summary>The arguments of one call.</summary>
        internal static object?[] Normalize(FunctionSchema schema, object?[]? given)
        {
            if (given == null)
            {
                return new object?[] { null };
            }
            SchemaKind? only = schema.Parameters.Count == 1 ? Unwrap(schema.Parameters[0].Type).Kind : (SchemaKind?)null;
            if (only == SchemaKind.List && given.GetType() != typeof(object[]))
            {
                // C# spreads a Tensor[] over params object[]; here it is the one argument.
                return new object?[] { given };
            }
            if (given.Length == 1 && given[0] is ITuple tuple && only != SchemaKind.Tuple && only != SchemaKind.Any)
            {
                // TorchSharp's forward((x, y)) passes several arguments as one tuple.
                return Spread(tuple);
            }
            return given;
        }

        private static SchemaType Unwrap(SchemaType type) =>
            type.Kind == SchemaKind.Optional ? type.Contained[0] : type;

        private static object?[] Spread(ITuple tuple)
        {
            var arguments = new object?[tuple.Length];
            for (int i = 0; i < arguments.Length; i++)
            {
                arguments[i] = tuple[i];
            }
            return arguments;
        }
    }
}
