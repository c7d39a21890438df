using System;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>Which elements are equal, as a tensor of Bool. To compare with null, write <c>is null</c>.</summary>
            public static Tensor operator ==(Tensor left, Tensor right) => torch.eq(left, right);

            /// <summary>Which elements equal a number, as a tensor of Bool.</summary>
            public static Tensor operator ==(Tensor left, Scalar right) => torch.eq(left, right);

            /// <summary>Which elements equal a number, as a tensor of Bool.</summary>
            public static Tensor operator ==(Scalar left, Tensor right) => torch.eq(right, left);

            /// <summary>Which elements differ, as a tensor of Bool. To compare with null, write <c>!(x is null)</c>.</summary>
            public static Tensor operator !=(Tensor left, Tensor right) => torch.ne(left, right);

            /// <summary>Which elements differ from a number, as a tensor of Bool.</summary>
            public static Tensor operator !=(Tensor left, Scalar right) => torch.ne(left, right);

            /// <summary>Which elements differ from a number, as a tensor of Bool.</summary>
            public static Tensor operator !=(Scalar left, Tensor right) => torch.ne(right, left);

            /// <summary>Which elements are less, as a tensor of Bool.</summary>
            public static Tensor operator <(Tensor left, Tensor right) => torch.lt(left, right);

            /// <summary>Which elements are less than a number, as a tensor of Bool.</summary>
            public static Tensor operator <(Tensor left, Scalar right) => torch.lt(left, right);

            /// <summary>Which elements a number is less than, as a tensor of Bool.</summary>
            public static Tensor operator <(Scalar left, Tensor right) => torch.gt(right, left);

            /// <summary>Which elements are less or equal, as a tensor of Bool.</summary>
            public static Tensor operator <=(Tensor left, Tensor right) => torch.le(left, right);

            /// <summary>Which elements are less than or equal to a number, as a tensor of Bool.</summary>
            public static Tensor operator <=(Tensor left, Scalar right) => torch.le(left, right);

            /// <summary>Which elements a number is less than or equal to, as a tensor of Bool.</summary>
            public static Tensor operator <=(Scalar left, Tensor right) => torch.ge(right, left);

            /// <summary>Which elements are greater, as a tensor of Bool.</summary>
            public static Tensor operator >(Tensor left, Tensor right) => torch.gt(left, right);

            /// <summary>Which elements are greater than a number, as a tensor of Bool.</summary>
            public static Tensor operator >(Tensor left, Scalar right) => torch.gt(left, right);

            /// <summary>Which elements a number is greater than, as a tensor of Bool.</summary>
            public static Tensor operator >(Scalar left, Tensor right) => torch.lt(right, left);

            /// <summary>Which elements are greater or equal, as a tensor of Bool.</summary>
            public static Tensor operator >=(Tensor left, Tensor right) => torch.ge(left, right);

            /// <summary>Which elements are greater than or equal to a number, as a tensor of Bool.</summary>
            public static Tensor operator >=(Tensor left, Scalar right) => torch.ge(left, right);

            /// <summary>Which elements a number is greater than or equal to, as a tensor of Bool.</summary>
            public static Tensor operator >=(Scalar left, Tensor right) => torch.le(right, left);

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
