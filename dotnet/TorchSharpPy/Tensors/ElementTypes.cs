using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using TorchSharpPy.Convert;

namespace TorchSharpPy.Tensors
{
    /// <summary>The C# types with the memory layout of an element type.</summary>
    internal static class ElementTypes
    {
        private static readonly Dictionary<Type, torch.ScalarType> Known = WithHalf(new Dictionary<Type, torch.ScalarType>
        {
            [typeof(byte)] = torch.ScalarType.Byte,
            [typeof(sbyte)] = torch.ScalarType.Int8,
            [typeof(short)] = torch.ScalarType.Int16,
            [typeof(int)] = torch.ScalarType.Int32,
            [typeof(long)] = torch.ScalarType.Int64,
            [typeof(float)] = torch.ScalarType.Float32,
            [typeof(double)] = torch.ScalarType.Float64,
            [typeof(bool)] = torch.ScalarType.Bool,
            [typeof(ushort)] = torch.ScalarType.UInt16,
            [typeof(uint)] = torch.ScalarType.UInt32,
            [typeof(ulong)] = torch.ScalarType.UInt64,
            [typeof(Complex)] = torch.ScalarType.ComplexFloat64,
            [typeof((float, float))] = torch.ScalarType.ComplexFloat32,
            [typeof(BFloat16)] = torch.ScalarType.BFloat16,
        });

        /// <summary>The element type for a C# type.</summary>
        /// <exception cref="TorchTypeException">There is no element type for it.</exception>
        internal static torch.ScalarType Of(Type type) => Known.TryGetValue(type, out torch.ScalarType found)
            ? found
            : throw new TorchTypeException(
                $"A tensor cannot have elements of the C# type {TypeNames.Of(type)}: expected one of " +
                string.Join(", ", Known.Keys.Select(TypeNames.Of)) + ".");

        /// <summary>The size of an element of an array in bytes.</summary>
        internal static long SizeOf(Array array) => SizeOf(Of(array.GetType().GetElementType()!));

        /// <summary>The size of an element in bytes.</summary>
        /// <exception cref="TorchTypeException">A tensor over memory cannot have such elements.</exception>
        internal static long SizeOf(torch.ScalarType dtype)
        {
            switch (dtype)
            {
                case torch.ScalarType.Byte:
                case torch.ScalarType.Int8:
                case torch.ScalarType.Bool:
                case torch.ScalarType.Float8E5M2:
                case torch.ScalarType.Float8E4M3FN:
                case torch.ScalarType.Float8E5M2FNUZ:
                case torch.ScalarType.Float8E4M3FNUZ:
                case torch.ScalarType.Float8E8M0FNU:
                    return 1;
                case torch.ScalarType.Int16:
                case torch.ScalarType.UInt16:
                case torch.ScalarType.Float16:
                case torch.ScalarType.BFloat16:
                    return 2;
                case torch.ScalarType.Int32:
                case torch.ScalarType.UInt32:
                case torch.ScalarType.Float32:
                case torch.ScalarType.ComplexFloat16:
                case torch.ScalarType.ComplexBFloat16:
                    return 4;
                case torch.ScalarType.Int64:
                case torch.ScalarType.UInt64:
                case torch.ScalarType.Float64:
                case torch.ScalarType.ComplexFloat32:
                    return 8;
                case torch.ScalarType.ComplexFloat64:
                    return 16;
                default:
                    throw new TorchTypeException($"A tensor over memory cannot have elements of the type {dtype}.");
            }
        }

        /// <summary>Whether a C# type is BFloat16 or Half: numbers that a Scalar does not keep.</summary>
        internal static class IsSmallFloat<T>
        {
            internal static readonly bool Value =
                Known.TryGetValue(typeof(T), out torch.ScalarType type) &&
                (type == torch.ScalarType.BFloat16 || type == torch.ScalarType.Float16);
        }

        /// <summary>Adds System.Half, which .NET has from version 5 on.</summary>
        private static Dictionary<Type, torch.ScalarType> WithHalf(Dictionary<Type, torch.ScalarType> types)
        {
            if (Type.GetType("System.Half") is Type half)
            {
                types[half] = torch.ScalarType.Float16;
            }
            return types;
        }

        /// <summary>Requires a C# type that matches the element type exactly.</summary>
        /// <exception cref="TorchTypeException">The type does not match.</exception>
        internal static void Require<T>(torch.ScalarType dtype)
        {
            if (Of(typeof(T)) != dtype)
            {
                string fitting = Known.Where(pair => pair.Value == dtype).Select(pair => TypeNames.Of(pair.Key)).FirstOrDefault();
                throw new TorchTypeException(
                    $"The elements are {dtype}, not {TypeNames.Of(typeof(T))}: " +
                    (fitting == null
                        ? "convert the tensor with to(...) first."
                        : $"use data<{fitting}>(), or convert the tensor with to(...)."));
            }
        }
    }
}
