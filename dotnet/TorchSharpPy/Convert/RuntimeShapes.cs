using System;
using System.Linq;

namespace TorchSharpPy.Convert
{
    /// <summary>Typed tuples and arrays for callers that know types only at run time.</summary>
    internal static class RuntimeShapes
    {
        private const int MaximumItems = 7;

        private static readonly Type[] Tuples =
        {
            typeof(ValueTuple),
            typeof(ValueTuple<>),
            typeof(ValueTuple<,>),
            typeof(ValueTuple<,,>),
            typeof(ValueTuple<,,,>),
            typeof(ValueTuple<,,,,>),
            typeof(ValueTuple<,,,,,>),
            typeof(ValueTuple<,,,,,,>),
            typeof(ValueTuple<,,,,,,,>),
        };

        /// <summary>The type that C# uses for a tuple of these items.</summary>
        internal static Type TupleType(Type[] items)
        {
            if (items.Length == 0)
            {
                return typeof(ValueTuple);
            }
            if (items.Length <= MaximumItems)
            {
                return Tuples[items.Length].MakeGenericType(items);
            }
            Type rest = TupleType(items.Skip(MaximumItems).ToArray());
            return Tuples[MaximumItems + 1].MakeGenericType(items.Take(MaximumItems).Append(rest).ToArray());
        }

        /// <summary>A value tuple whose item types are the run-time types; null counts as object.</summary>
        internal static object ToTuple(object?[] items)
        {
            if (items.Length <= MaximumItems)
            {
                return Activator.CreateInstance(TupleType(items.Select(TypeOf).ToArray()), items)!;
            }
            object rest = ToTuple(items.Skip(MaximumItems).ToArray());
            object?[] head = items.Take(MaximumItems).Append(rest).ToArray();
            return Activator.CreateInstance(Tuples[MaximumItems + 1].MakeGenericType(head.Select(TypeOf).ToArray()), head)!;
        }

        /// <summary>An array of the items' common run-time type, or of object where they differ.</summary>
        internal static Array ToArray(object?[] items)
        {
            Type[] types = items.Select(TypeOf).Distinct().ToArray();
            if (types.Length != 1)
            {
                return items;
            }
            var typed = Array.CreateInstance(types[0], items.Length);
            Array.Copy(items, typed, items.Length);
            return typed;
        }

        /// <summary>The C# type that untyped calls return for a TorchScript type.</summary>
        internal static Type TypeFor(SchemaType type)
        {
            switch (type.Kind)
            {
                case SchemaKind.Tensor:
                    return typeof(torch.Tensor);
                case SchemaKind.Int:
                    return typeof(long);
                case SchemaKind.Float:
                    return typeof(double);
                case SchemaKind.Bool:
                    return typeof(bool);
                case SchemaKind.String:
                    return typeof(string);
                case SchemaKind.Device:
                    return typeof(torch.Device);
                case SchemaKind.Tuple when type.Contained.Count > 0:
                    return TupleType(type.Contained.Select(TypeFor).ToArray());
                case SchemaKind.List:
                    return TypeFor(type.Contained[0]).MakeArrayType();
                case SchemaKind.Optional:
                    Type inner = TypeFor(type.Contained[0]);
                    return inner.IsValueType ? typeof(Nullable<>).MakeGenericType(inner) : inner;
                default:
                    return ObjectNodes.TypeFor(type) ?? typeof(object);
            }
        }

        private static Type TypeOf(object? item) => item?.GetType() ?? typeof(object);
    }
}
