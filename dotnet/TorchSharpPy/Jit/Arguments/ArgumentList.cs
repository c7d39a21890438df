using System;
using System.Linq;
using System.Runtime.CompilerServices;
using TorchSharpPy.Convert;

namespace TorchSharpPy.Jit
{
    /// <summary>Reads what callers passed for <c>params object[]</c> as they meant it.</summary>
    internal static class ArgumentList
    {
        /// <summary>The arguments of one call.</summary>
        internal static object?[] Normalize(FunctionSchema schema, object?[]? given)
        {
            if (given == null)
            {
                return new object?[] { null };
            }
            if (given.Length > 0 && NamedArguments.Of(given[given.Length - 1]) is { } named)
            {
                var positional = new object?[given.Length - 1];
                Array.Copy(given, positional, positional.Length);
                return NamedArguments.Place(schema, Spread(schema, positional), named);
            }
            return Spread(schema, given);
        }

        /// <summary>Arguments of one type as objects: the items of the one list that the schema takes, or each separately.</summary>
        internal static object?[]? Boxed<T>(FunctionSchema schema, T[]? inputs)
        {
            if (inputs == null || inputs is object?[] any && any.GetType() == typeof(object[]))
            {
                return inputs as object?[];
            }
            bool isList = schema.Parameters.Count > 0 && schema.RequiredCount <= 1 &&
                Fits(typeof(T[]), schema.Parameters[0].Type) && !Fits(typeof(T), schema.Parameters[0].Type);
            return isList ? new object?[] { inputs } : Array.ConvertAll(inputs, input => (object?)input);
        }

        private static object?[] Spread(FunctionSchema schema, object?[] given)
        {
            SchemaType? first = schema.Parameters.Count == 0 ? null : schema.Parameters[0].Type;
            if (given.GetType() != typeof(object[]) && schema.RequiredCount <= 1 && Takes(first, SchemaKind.List) &&
                (Fits(given.GetType(), first!) || !Fits(given.GetType().GetElementType()!, first!)))
            {
                // C# spreads a Tensor[] over params object[], but here it is one argument.
                return new object?[] { given };
            }
            if (given.Length == 1 && given[0] is ITuple tuple && !Takes(first, SchemaKind.Tuple))
            {
                // TorchSharp's forward((x, y)) passes several arguments as one tuple.
                return Spread(tuple);
            }
            return given;
        }

        private static bool Fits(Type type, SchemaType parameter) =>
            RuntimeConvs.Find(type)?.Accepts(parameter, Direction.Argument) == true;

        private static bool Takes(SchemaType? type, SchemaKind kind)
        {
            switch (type?.Kind)
            {
                case null:
                    return false;
                case SchemaKind.Any:
                    return true;
                case SchemaKind.Optional:
                case SchemaKind.Union:
                    return type.Contained.Any(member => Takes(member, kind));
                default:
                    return type.Kind == kind;
            }
        }

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
