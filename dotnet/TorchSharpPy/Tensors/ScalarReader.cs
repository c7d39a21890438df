using System;
using System.Numerics;
using TorchSharpPy.Convert;

namespace TorchSharpPy.Tensors
{
    /// <summary>Converts a scalar to exactly the C# type that the caller requested.</summary>
    internal static class ScalarReader
    {
        /// <summary>The usual types, without a box.</summary>
        internal static bool TryRead<T>(Scalar value, out T read)
            where T : unmanaged
        {
            if (typeof(T) == typeof(float) && value.IsFloatingPoint)
            {
                read = (T)(object)(float)value.ToDouble();
                return true;
            }
            if (typeof(T) == typeof(double) && value.IsFloatingPoint)
            {
                read = (T)(object)value.ToDouble();
                return true;
            }
            if (typeof(T) == typeof(long) && value.IsInteger)
            {
                read = (T)(object)value.ToInt64();
                return true;
            }
            read = default;
            return false;
        }

        /// <summary>Converts after checking the kind and the range.</summary>
        internal static T Read<T>(Scalar value, torch.ScalarType dtype)
            where T : unmanaged
        {
            Type type = typeof(T);
            if (type == typeof(Complex) && (value.IsComplex || value.IsFloatingPoint))
            {
                return (T)(object)value.ToComplex();
            }
            if (type == typeof((float, float)) && value.IsComplex)
            {
                Complex number = value.ToComplex();
                return (T)(object)((float)number.Real, (float)number.Imaginary);
            }
            if (IsReadable(value, type))
            {
                try
                {
                    return (T)System.Convert.ChangeType(value.ToObject(), type, null);
                }
                catch (OverflowException)
                {
                    throw new OverflowException(
                        FormattableString.Invariant($"The element {value} is out of the range of {TypeNames.Of(type)}."));
                }
            }
            throw new TorchTypeException($"The element is {dtype}, which cannot be read as {TypeNames.Of(type)}.");
        }

        private static bool IsReadable(Scalar value, Type type)
        {
            switch (Type.GetTypeCode(type))
            {
                case TypeCode.Boolean:
                    return value.IsBool;
                case TypeCode.Single:
                case TypeCode.Double:
                    return !value.IsBool && !value.IsComplex;
                case TypeCode.SByte:
                case TypeCode.Byte:
                case TypeCode.Int16:
                case TypeCode.UInt16:
                case TypeCode.Int32:
                case TypeCode.UInt32:
                case TypeCode.Int64:
                case TypeCode.UInt64:
                    return value.IsInteger && !type.IsEnum;
                default:
                    return false;
            }
        }
    }
}
