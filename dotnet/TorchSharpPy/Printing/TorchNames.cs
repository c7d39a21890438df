using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TorchSharpPy.Printing
{
    /// <summary>Types, layouts and sizes as Python writes them.</summary>
    internal static class TorchNames
    {
        private static readonly string[] Types =
        {
            "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64", "complex32", "complex64", "complex128",
            "bool", "qint8", "quint8", "qint32", "bfloat16", "quint4x2", "quint2x4", "bits1x8", "bits2x4", "bits4x2", "bits8",
            "bits16", "float8_e5m2", "float8_e4m3fn", "float8_e5m2fnuz", "float8_e4m3fnuz", "uint16", "uint32", "uint64",
            "uint1", "uint2", "uint3", "uint4", "uint5", "uint6", "uint7", "int1", "int2", "int3", "int4", "int5", "int6", "int7",
            "float8_e8m0fnu", "float4_e2m1fn_x2", "bcomplex32",
        };

        private static readonly string[] TensorTypes =
        {
            "Byte", "Char", "Short", "Int", "Long", "Half", "Float", "Double", "ComplexHalf", "ComplexFloat", "ComplexDouble", "Bool",
            "QInt8", "QUInt8", "QInt32", "BFloat16",
        };

        private static readonly string[] Schemes =
        {
            "per_tensor_affine", "per_channel_affine", "per_tensor_symmetric", "per_channel_symmetric",
            "per_channel_affine_float_qparams",
        };

        private static readonly string[] Layouts =
        {
            "strided", "sparse_coo", "sparse_csr", "_mkldnn", "sparse_csc", "sparse_bsr", "sparse_bsc", "jagged",
        };

        /// <summary>A type of elements, such as "torch.float32".</summary>
        internal static string Of(torch.ScalarType type) => Named(Types, (int)type);

        /// <summary>The type of tensors on a device, such as "torch.cuda.FloatTensor".</summary>
        internal static string TensorType(torch.ScalarType type, DeviceType device)
        {
            string place = device == DeviceType.CPU ? string.Empty : device.ToString().ToLowerInvariant() + ".";
            return $"torch.{place}{((int)type < TensorTypes.Length ? TensorTypes[(int)type] : type.ToString())}Tensor";
        }

        /// <summary>A layout, such as "torch.sparse_coo".</summary>
        internal static string Of(torch.Layout layout) => Named(Layouts, (int)layout);

        /// <summary>A quantization scheme, by libtorch's number.</summary>
        internal static string OfScheme(long scheme) => Named(Schemes, (int)scheme);

        /// <summary>Sizes as Python writes a tuple.</summary>
        internal static string Tuple(IReadOnlyList<long> sizes)
        {
            string items = string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));
            return sizes.Count == 1 ? $"({items},)" : $"({items})";
        }

        /// <summary>Whether libtorch stores elements of a type, but cannot convert them.</summary>
        internal static bool IsRaw(torch.ScalarType type)
        {
            string name = (int)type < Types.Length ? Types[(int)type] : string.Empty;
            return name.Length == 0 || name.StartsWith("bits") || name.StartsWith("float4") ||
                ((int)type >= 30 && (int)type <= 43); // integers with fewer than 8 bits
        }

        private static string Named(string[] names, int index) =>
            "torch." + (index >= 0 && index < names.Length ? names[index] : index.ToString(CultureInfo.InvariantCulture));
    }
}
