using System.Collections.Generic;
using System.Numerics;
using Python.Runtime;

namespace TorchSharpPy.Bridge
{
    /// <summary>Values as objects of Python's torch. Called with the GIL held.</summary>
    internal static class TorchValues
    {
        private static readonly Dictionary<torch.ScalarType, string> DTypes = new Dictionary<torch.ScalarType, string>
        {
            [torch.ScalarType.Byte] = "uint8",
            [torch.ScalarType.Int8] = "int8",
            [torch.ScalarType.Int16] = "int16",
            [torch.ScalarType.Int32] = "int32",
            [torch.ScalarType.Int64] = "int64",
            [torch.ScalarType.Float16] = "float16",
            [torch.ScalarType.Float32] = "float32",
            [torch.ScalarType.Float64] = "float64",
            [torch.ScalarType.ComplexFloat16] = "complex32",
            [torch.ScalarType.ComplexFloat32] = "complex64",
            [torch.ScalarType.ComplexFloat64] = "complex128",
            [torch.ScalarType.Bool] = "bool",
            [torch.ScalarType.BFloat16] = "bfloat16",
            [torch.ScalarType.QInt8] = "qint8",
            [torch.ScalarType.QUInt8] = "quint8",
            [torch.ScalarType.QInt32] = "qint32",
            [torch.ScalarType.QUInt4x2] = "quint4x2",
            [torch.ScalarType.QUInt2x4] = "quint2x4",
            [torch.ScalarType.Float8E5M2] = "float8_e5m2",
            [torch.ScalarType.Float8E4M3FN] = "float8_e4m3fn",
            [torch.ScalarType.Float8E5M2FNUZ] = "float8_e5m2fnuz",
            [torch.ScalarType.Float8E4M3FNUZ] = "float8_e4m3fnuz",
            [torch.ScalarType.Float8E8M0FNU] = "float8_e8m0fnu",
            [torch.ScalarType.UInt16] = "uint16",
            [torch.ScalarType.UInt32] = "uint32",
            [torch.ScalarType.UInt64] = "uint64",
            [torch.ScalarType.Float4E2M1FNX2] = "float4_e2m1fn_x2",
            [torch.ScalarType.Bits1x8] = "bits1x8",
            [torch.ScalarType.Bits2x4] = "bits2x4",
            [torch.ScalarType.Bits4x2] = "bits4x2",
            [torch.ScalarType.Bits8] = "bits8",
            [torch.ScalarType.Bits16] = "bits16",
            [torch.ScalarType.UInt1] = "uint1",
            [torch.ScalarType.UInt2] = "uint2",
            [torch.ScalarType.UInt3] = "uint3",
            [torch.ScalarType.UInt4] = "uint4",
            [torch.ScalarType.UInt5] = "uint5",
            [torch.ScalarType.UInt6] = "uint6",
            [torch.ScalarType.UInt7] = "uint7",
            [torch.ScalarType.Int1] = "int1",
            [torch.ScalarType.Int2] = "int2",
            [torch.ScalarType.Int3] = "int3",
            [torch.ScalarType.Int4] = "int4",
            [torch.ScalarType.Int5] = "int5",
            [torch.ScalarType.Int6] = "int6",
            [torch.ScalarType.Int7] = "int7",
            [torch.ScalarType.ComplexBFloat16] = "bcomplex32",
        };

        /// <summary>A <c>torch.dtype</c>.</summary>
        internal static PyObject DType(torch.ScalarType dtype)
        {
            using PyObject torch = Py.Import("torch");
            return torch.GetAttr(DTypes[dtype]);
        }

        /// <summary>A <c>torch.device</c>.</summary>
        internal static PyObject Device(torch.Device device)
        {
            using PyObject torch = Py.Import("torch");
            using var name = new PyString(device.ToString());
            return torch.InvokeMethod("device", name);
        }

        /// <summary>A <c>complex</c>.</summary>
        internal static PyObject ComplexNumber(Complex number)
        {
            using PyObject builtins = Py.Import("builtins");
            using var real = new PyFloat(number.Real);
            using var imaginary = new PyFloat(number.Imaginary);
            return builtins.InvokeMethod("complex", real, imaginary);
        }
    }
}
