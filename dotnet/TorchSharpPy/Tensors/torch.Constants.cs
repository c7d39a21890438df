namespace TorchSharpPy
{
    /// <summary>PyTorch's functions, with PyTorch's names.</summary>
    public static partial class torch
    {
        /// <summary>Unsigned 8-bit integers.</summary>
        public const ScalarType uint8 = ScalarType.Byte;

        /// <summary>Signed 8-bit integers.</summary>
        public const ScalarType int8 = ScalarType.Int8;

        /// <summary>Signed 16-bit integers.</summary>
        public const ScalarType int16 = ScalarType.Int16;

        /// <summary>Signed 32-bit integers.</summary>
        public const ScalarType int32 = ScalarType.Int32;

        /// <summary>Signed 64-bit integers.</summary>
        public const ScalarType int64 = ScalarType.Int64;

        /// <summary>16-bit floating-point numbers.</summary>
        public const ScalarType float16 = ScalarType.Float16;

        /// <summary>32-bit floating-point numbers.</summary>
        public const ScalarType float32 = ScalarType.Float32;

        /// <summary>64-bit floating-point numbers.</summary>
        public const ScalarType float64 = ScalarType.Float64;

        /// <summary>16-bit floating-point numbers with the range of float32 (bfloat16).</summary>
        public const ScalarType bfloat16 = ScalarType.BFloat16;

        /// <summary>Unsigned 16-bit integers.</summary>
        public const ScalarType uint16 = ScalarType.UInt16;

        /// <summary>Unsigned 32-bit integers.</summary>
        public const ScalarType uint32 = ScalarType.UInt32;

        /// <summary>Unsigned 64-bit integers.</summary>
        public const ScalarType uint64 = ScalarType.UInt64;

        /// <summary>8-bit floating-point numbers with 4 bits of exponent.</summary>
        public const ScalarType float8_e4m3fn = ScalarType.Float8E4M3FN;

        /// <summary>8-bit floating-point numbers with 5 bits of exponent.</summary>
        public const ScalarType float8_e5m2 = ScalarType.Float8E5M2;

        /// <summary>Signed 8-bit quantized numbers.</summary>
        public const ScalarType qint8 = ScalarType.QInt8;

        /// <summary>Unsigned 8-bit quantized numbers.</summary>
        public const ScalarType quint8 = ScalarType.QUInt8;

        /// <summary>Signed 32-bit quantized numbers.</summary>
        public const ScalarType qint32 = ScalarType.QInt32;

        /// <summary>As <see cref="int16"/>.</summary>
        public const ScalarType @short = ScalarType.Int16;

        /// <summary>As <see cref="int32"/>.</summary>
        public const ScalarType @int = ScalarType.Int32;

        /// <summary>As <see cref="int64"/>.</summary>
        public const ScalarType @long = ScalarType.Int64;

        /// <summary>As <see cref="float16"/>.</summary>
        public const ScalarType half = ScalarType.Float16;

        /// <summary>As <see cref="float32"/>.</summary>
        public const ScalarType @float = ScalarType.Float32;

        /// <summary>As <see cref="float64"/>.</summary>
        public const ScalarType @double = ScalarType.Float64;

        /// <summary>As <see cref="complex64"/>.</summary>
        public const ScalarType cfloat = ScalarType.ComplexFloat32;

        /// <summary>As <see cref="complex128"/>.</summary>
        public const ScalarType cdouble = ScalarType.ComplexFloat64;

        /// <summary>Complex numbers with two 32-bit parts.</summary>
        public const ScalarType complex64 = ScalarType.ComplexFloat32;

        /// <summary>Complex numbers with two 64-bit parts.</summary>
        public const ScalarType complex128 = ScalarType.ComplexFloat64;

        /// <summary>Booleans.</summary>
        public const ScalarType @bool = ScalarType.Bool;

        /// <summary>The CPU.</summary>
        public static readonly Device CPU = new Device(DeviceType.CPU);

        /// <summary>The current GPU.</summary>
        public static readonly Device CUDA = new Device(DeviceType.CUDA);

        /// <summary>The device of tensors that have a shape, but no elements.</summary>
        public static readonly Device META = new Device(DeviceType.META);

        /// <summary>A device with a name.</summary>
        /// <param name="description">The name, such as <c>"cpu"</c> or <c>"cuda:1"</c>.</param>
        /// <exception cref="System.ArgumentException">The text is not the name of a device.</exception>
        public static Device device(string description) => new Device(description);

        /// <summary>A device of a kind.</summary>
        /// <param name="type">The kind of device.</param>
        /// <param name="index">The index, from 0; -1 for the current device.</param>
        public static Device device(DeviceType type, int index = -1) => new Device(type, index);
    }
}
