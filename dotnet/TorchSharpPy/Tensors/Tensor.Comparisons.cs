using System;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>Which elements are equal, as a tensor of Bool. To compare with null, write <c>is null</c>.</summary>
            public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);

            /// <summary>Which elements equal a number, as a tensor of Bool.</summary>
            public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);

            /// <summary>Which elements equal a number, as a tensor of Bool.</summary>
            public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

            /// <summary>Which elements differ, as a tensor of Bool. To compare with null, write <c>!(x is null)</c>.</summary>
            public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);

            /// <summary>Which elements differ from a number, as a tensor of Bool.</summary>
            public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);

            /// <summary>Which elements differ from a number, as a tensor of Bool.</summary>
            public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

            /// <summary>Which elements are less, as a tensor of Bool.</summary>
            public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

            /// <summary>Which elements are less than a number, as a tensor of Bool.</summary>
            public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

            /// <summary>Which elements a number is less than, as a tensor of Bool.</summary>
            public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

            /// <summary>Which elements are less or equal, as a tensor of Bool.</summary>
            public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

            /// <summary>Which elements are less than or equal to a number, as a tensor of Bool.</summary>
            public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

            /// <summary>Which elements a number is less than or equal to, as a tensor of Bool.</summary>
            public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

            /// <summary>Which elements are greater, as a tensor of Bool.</summary>
            public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

            /// <summary>Which elements are greater than a number, as a tensor of Bool.</summary>
            public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

            /// <summary>Which elements a number is greater than, as a tensor of Bool.</summary>
            public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

            /// <summary>Which elements are greater or equal, as a tensor of Bool.</summary>
            public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

            /// <summary>Which elements are greater than or equal to a number, as a tensor of Bool.</summary>
            public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

            /// <summary>Which elements a number is greater than or equal to, as a tensor of Bool.</summary>
            public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);

            /// <summary>Whether the type, the device, the shape and all elements are equal.</summary>
            public bool Equals(Tensor? other)
            {
                if (other is null || ReferenceEquals(this, other))
                {
                    return !(other is null);
                }
                return dtype == other.dtype && device.Equals(other.device) && shape.SequenceEqual(other.shape) && equal(other);
            }

            /// <inheritdoc cref="Equals(Tensor)"/>
            public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

            /// <summary>A hash of the type and the shape: elements can change.</summary>
            public override int GetHashCode()
            {
                int hash = (int)dtype;
                foreach (long size in shape)
                {
                    hash = HashCode.Combine(hash, size);
                }
                return hash;
            }
        }
    }
}
