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
        private static readonly Dictionary<Type, torch.ScalarType> Known = new Dictionary<Type, torch.ScalarType>
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
        };

        /// <summary>The element type for a C# type.</summary>
        /// <exception cref="TorchTypeException">There is no element type for it.</exception>
        internal static torch.ScalarType Of(Type type) => Known.TryGetValue(type, out torch.ScalarType found)
            ? found
            : throw new TorchTypeException(
                $"A tensor cannot have elements of the C# type {TypeNames.Of(type)}: expected one of " +
                string.Join(", ", Known.Keys.Select(TypeNames.Of)) + ".");

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
