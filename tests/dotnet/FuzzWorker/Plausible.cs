using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace FuzzWorker
{
    /// <summary>Arguments that a method may take, made from its signature.</summary>
    internal static class Plausible
    {
        /// <summary>Shapes that some of the good models take.</summary>
        internal static readonly long[][] Shapes = { new long[] { 10 }, new long[] { 2, 4 }, new long[] { 2, 3, 16, 16 } };

        /// <summary>The arguments that have no defaults.</summary>
        internal static object?[] Arguments(FunctionSchema schema, long[] shape) =>
            schema.Parameters.Where(one => !one.HasDefault).Select(one => Value(one.Type, shape)).ToArray();

        private static object? Value(SchemaType type, long[] shape)
        {
            object?[] inside = type.Contained.Select(one => Value(one, shape)).ToArray();
            return type.Kind switch
            {
                SchemaKind.Tensor => ones(shape),
                SchemaKind.Int => 2L,
                SchemaKind.Float => 0.5,
                SchemaKind.Bool => true,
                SchemaKind.String => "a",
                SchemaKind.Number => 1.5,
                SchemaKind.Complex => new System.Numerics.Complex(1, 2),
                SchemaKind.Device => new Device("cpu"),
                SchemaKind.Any => 3L,
                SchemaKind.Tuple => Tuple(inside),
                SchemaKind.List => List(inside),
                SchemaKind.Dict => Dict(inside),
                SchemaKind.Optional => inside.FirstOrDefault(),
                SchemaKind.Union => inside.FirstOrDefault(),
                _ => null,
            };
        }

        private static object? Tuple(object?[] inside) => inside.Length switch
        {
            1 => ValueTuple.Create(inside[0]),
            2 => (inside[0], inside[1]),
            3 => (inside[0], inside[1], inside[2]),
            _ => null,
        };

        private static object? List(object?[] inside)
        {
            object? item = inside.FirstOrDefault();
            return item switch
            {
                long number => new[] { number, number },
                double number => new[] { number, number },
                bool truth => new[] { truth, truth },
                string text => new[] { text, text },
                Tensor tensor => new[] { tensor, tensor },
                _ => new[] { item, item },
            };
        }

        private static object? Dict(object?[] inside) => inside.Length == 2 && inside[0] is object key
            ? new Dictionary<object, object?> { [key] = inside[1] }
            : null;
    }
}
