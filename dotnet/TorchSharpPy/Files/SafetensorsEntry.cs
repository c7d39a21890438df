using System;
using System.Collections.Generic;
using TorchSharpPy.Errors;

namespace TorchSharpPy.Files
{
    /// <summary>The entry for one tensor in the header of a safetensors file.</summary>
    internal sealed class SafetensorsEntry
    {
        // The format's names. Types of 4 and 6 bits have no ScalarType.
        private static readonly Dictionary<string, (torch.ScalarType type, int size)> Known =
            new Dictionary<string, (torch.ScalarType, int)>
            {
                ["BOOL"] = (torch.ScalarType.Bool, 1),
                ["U8"] = (torch.ScalarType.Byte, 1),
                ["I8"] = (torch.ScalarType.Int8, 1),
                ["I16"] = (torch.ScalarType.Int16, 2),
                ["I32"] = (torch.ScalarType.Int32, 4),
                ["I64"] = (torch.ScalarType.Int64, 8),
                ["U16"] = (torch.ScalarType.UInt16, 2),
                ["U32"] = (torch.ScalarType.UInt32, 4),
                ["U64"] = (torch.ScalarType.UInt64, 8),
                ["F8_E5M2"] = (torch.ScalarType.Float8E5M2, 1),
                ["F8_E4M3"] = (torch.ScalarType.Float8E4M3FN, 1),
                ["F16"] = (torch.ScalarType.Float16, 2),
                ["BF16"] = (torch.ScalarType.BFloat16, 2),
                ["F32"] = (torch.ScalarType.Float32, 4),
                ["F64"] = (torch.ScalarType.Float64, 8),
                ["C64"] = (torch.ScalarType.ComplexFloat32, 8),
            };

        internal SafetensorsEntry(string name, string dtype, long[] shape, long begin, long end)
        {
            Name = name;
            Shape = shape;
            Begin = begin;
            Size = end - begin;
            if (!Known.TryGetValue(dtype, out (torch.ScalarType type, int size) element))
            {
                throw new UnsupportedValueException(new ErrorDetails(
                    TorchErrorKind.Unsupported,
                    $"The tensor '{name}' has elements of type {dtype}, expected one of {string.Join(", ", Known.Keys)}: " +
                    "convert it before saving."));
            }
            Type = element.type;
            if (SizeOf(shape, element.size) != Size)
            {
                throw new FormatException(
                    $"the tensor '{name}' of type {dtype} and shape [{string.Join(", ", shape)}] has the data offsets " +
                    $"[{begin}, {end}], which do not match its size");
            }
        }

        internal string Name { get; }

        internal torch.ScalarType Type { get; }

        internal long[] Shape { get; }

        /// <summary>The first byte of the elements, counted from the end of the header.</summary>
        internal long Begin { get; }

        /// <summary>The size of the elements in bytes.</summary>
        internal long Size { get; }

        /// <summary>The size of a tensor in bytes; -1 on overflow.</summary>
        private static long SizeOf(long[] shape, int elementSize)
        {
            if (Array.IndexOf(shape, 0) >= 0)
            {
                return 0;
            }
            long size = elementSize;
            foreach (long length in shape)
            {
                if (size > long.MaxValue / length)
                {
                    return -1;
                }
                size *= length;
            }
            return size;
        }
    }
}
