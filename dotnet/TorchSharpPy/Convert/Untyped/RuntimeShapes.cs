using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

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

        /// <summary>A value tuple of the items' run-time types; of objects if an item is a container, as in TorchSharp.</summary>
        internal static object ToTuple(object?[] items) => ToTuple(items, ItemTypes(items.Select(TypeOf).ToArray()));

        private static object ToTuple(object?[] items, Type[] types)
        {
            if (items.Length <= MaximumItems)
            {
                return Activator.CreateInstance(TupleType(types), items)!;
            }
            object rest = ToTuple(items.Skip(MaximumItems).ToArray(), types.Skip(MaximumItems).ToArray());
            return Activator.CreateInstance(TupleType(types), items.Take(MaximumItems).Append(rest).ToArray())!;
        }

        private static Type[] ItemTypes(Type[] types) =>
            types.Any(IsContainer) ? Array.ConvertAll(types, _ => typeof(object)) : types;

        private static bool IsContainer(Type type) =>
            type.IsArray || typeof(IDictionary).IsAssignableFrom(type) ||
            typeof(ITuple).IsAssignableFrom(Nullable.GetUnderlyingType(type) ?? type);

        /// <summary>An array of the items' common run-time type, or of object if they differ.</summary>
        /// <param name="items">The items.</param>
        /// <param name="kind">Their TorchScript type, for what the items do not tell.</param>
        internal static Array ToArray(object?[] items, SchemaKind kind)
        {
            Type type = CommonType(items, kind);
            if (type == typeof(object))
            {
                return items;
            }
            var typed = Array.CreateInstance(type, items.Length);
            Array.Copy(items, typed, items.Length);
            return typed;
        }

        /// <summary>A set of the items' common run-time type, or of object if they differ.</summary>
        internal static object ToSet(object?[] items)
        {
            Array typed = ToArray(items, SchemaKind.Other);
            return Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(typed.GetType().GetElementType()!), typed)!;
        }

        /// <summary>A dictionary of the common run-time types of keys and values, or of object if they differ.</summary>
        internal static object ToDictionary(object?[] keys, SchemaKind keyKind, object?[] values, SchemaKind valueKind)
        {
            Type key = CommonType(keys, keyKind);
            Type type = typeof(Dictionary<,>).MakeGenericType(key, CommonType(values, valueKind));
            object? comparer = key == typeof(torch.Tensor) ? TensorIdentity.Instance : null;
            var dictionary = (IDictionary)Activator.CreateInstance(type, keys.Length, comparer)!;
            for (int i = 0; i < keys.Length; i++)
            {
                if (dictionary.Contains(keys[i]!))
                {
                    throw DictKeys.Twice(keys[i], type);
                }
                dictionary.Add(keys[i]!, values[i]);
            }
            return dictionary;
        }

        /// <summary>The C# type that untyped calls return for a TorchScript type.</summary>
        internal static Type TypeFor(SchemaType type)
        {
            switch (type.Kind)
            {
                case SchemaKind.Tuple:
                    return TupleType(ItemTypes(type.Contained.Select(TypeFor).ToArray()));
                case SchemaKind.List:
                    return TypeFor(type.Contained[0]).MakeArrayType();
                case SchemaKind.Dict:
                    return typeof(Dictionary<,>).MakeGenericType(TypeFor(type.Contained[0]), TypeFor(type.Contained[1]));
                case SchemaKind.Optional:
                    Type inner = TypeFor(type.Contained[0]);
                    return inner.IsValueType ? typeof(Nullable<>).MakeGenericType(inner) : inner;
                case SchemaKind.Future:
                case SchemaKind.Await:
                    return typeof(Task<>).MakeGenericType(TypeFor(type.Contained[0]));
                default:
                    return PlainType(type.Kind);
            }
        }

        /// <summary>The C# type for a simple kind; object for kinds that contain other types.</summary>
        private static Type PlainType(SchemaKind kind)
        {
            switch (kind)
            {
                case SchemaKind.Tensor:
                    return typeof(torch.Tensor);
                case SchemaKind.Int:
                    return typeof(long);
                case SchemaKind.Float:
                    return typeof(double);
                case SchemaKind.Bool:
                    return typeof(bool);
                case SchemaKind.Complex:
                    return typeof(Complex);
                case SchemaKind.String:
                    return typeof(string);
                case SchemaKind.Device:
                    return typeof(torch.Device);
                default:
                    return ObjectNodes.TypeFor(kind);
            }
        }

        // TorchScript's type if it says enough, or else the type of the items. Null fits every reference type.
        private static Type CommonType(object?[] items, SchemaKind kind)
        {
            Type declared = PlainType(kind);
            if (declared != typeof(object))
            {
                return declared;
            }
            Type[] types = items.Where(item => item != null).Select(TypeOf).Distinct().ToArray();
            bool fits = types.Length == 1 && (!types[0].IsValueType || items.All(item => item != null));
            return fits ? types[0] : typeof(object);
        }

        private static Type TypeOf(object? item) => item?.GetType() ?? typeof(object);
    }
}
