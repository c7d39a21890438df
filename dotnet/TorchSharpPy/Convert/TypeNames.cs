using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy.Convert
{
    /// <summary>C# types as code writes them, for messages.</summary>
    internal static class TypeNames
    {
        private static readonly Dictionary<Type, string> Keywords = new Dictionary<Type, string>
        {
            [typeof(bool)] = "bool",
            [typeof(byte)] = "byte",
            [typeof(sbyte)] = "sbyte",
            [typeof(short)] = "short",
            [typeof(int)] = "int",
            [typeof(long)] = "long",
            [typeof(float)] = "float",
            [typeof(double)] = "double",
            [typeof(decimal)] = "decimal",
            [typeof(char)] = "char",
            [typeof(string)] = "string",
            [typeof(object)] = "object",
        };

        /// <summary>Such as <c>(Tensor, long?[])</c>.</summary>
        internal static string Of(Type type)
        {
            if (Keywords.TryGetValue(type, out string keyword))
            {
                return keyword;
            }
            if (type.IsArray)
            {
                return Of(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
            }
            if (type.Name.Contains("AnonymousType"))
            {
                return "{ " + string.Join(", ", type.GetProperties().Select(item => Of(item.PropertyType) + " " + item.Name)) + " }";
            }
            if (!type.IsGenericType)
            {
                return type.Name;
            }
            if (Nullable.GetUnderlyingType(type) is Type inner)
            {
                return Of(inner) + "?";
            }
            string name = type.Name.Split('`')[0]; // a type nested in a generic type has no mark
            return name == nameof(ValueTuple)
                ? "(" + string.Join(", ", TupleItems(type).Select(Of)) + ")"
                : name + "<" + string.Join(", ", type.GetGenericArguments().Select(Of)) + ">";
        }

        /// <summary>The items of a value tuple, including those of its rest.</summary>
        internal static IEnumerable<Type> TupleItems(Type tuple)
        {
            Type[] items = tuple.GetGenericArguments();
            return items.Length < 8 ? items : items.Take(7).Concat(TupleItems(items[7]));
        }
    }
}
