using System;
using System.Linq;
using static TorchSharpPy.Distributions.Calculation;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static partial class transforms
            {
                /// <summary>A factor and a number that is added.</summary>
                public sealed class AffineTransform : Transform
                {
                    private readonly Tensor? loc; // null for the number
                    private readonly Tensor? scale; // null for the number
                    private readonly double offset;
                    private readonly double factor;
                    private readonly int dimensions;

                    /// <summary>Creates the function.</summary>
                    /// <param name="loc">What is added. The tensor stays the caller's.</param>
                    /// <param name="scale">The factors. The tensor stays the caller's.</param>
                    /// <param name="event_dim">How many dimensions belong to one value.</param>
                    public AffineTransform(Tensor loc, Tensor scale, int event_dim = 0)
                        : this(Required(loc, nameof(loc)), Required(scale, nameof(scale)), 0, 0, event_dim)
                    {
                    }

                    /// <summary>Creates the function.</summary>
                    /// <param name="loc">What is added.</param>
                    /// <param name="scale">The factor.</param>
                    /// <param name="event_dim">How many dimensions belong to one value.</param>
                    public AffineTransform(double loc, double scale, int event_dim = 0)
                        : this(null, null, loc, scale, event_dim)
                    {
                    }

                    /// <summary>Creates the function that adds a number.</summary>
                    internal AffineTransform(double loc, Tensor scale)
                        : this(null, scale, loc, 0, 0)
                    {
                    }

                    private AffineTransform(Tensor? loc, Tensor? scale, double offset, double factor, int event_dim)
                        : base(DomainOf(event_dim), DomainOf(event_dim))
                    {
                        this.loc = loc;
                        this.scale = scale;
                        this.offset = offset;
                        this.factor = factor;
                        dimensions = event_dim;
                    }

                    /// <inheritdoc/>
                    public override int event_dim => dimensions;

                    internal override bool IsIncreasing => scale is null && factor > 0;

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => Scoped(() =>
                    {
                        Tensor each = scale is null ? x.full_like(Math.Log(Math.Abs(factor))) : scale.abs().log();
                        return SumRightmost(each, dimensions).expand(x.shape.SkipLast(dimensions).ToArray());
                    });

                    /// <inheritdoc/>
                    public override long[] forward_shape(long[] shape) => Broadcast(shape);

                    /// <inheritdoc/>
                    public override long[] inverse_shape(long[] shape) => Broadcast(shape);

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is AffineTransform other && offset.Equals(other.offset) &&
                        factor.Equals(other.factor) && Same(loc, other.loc) && Same(scale, other.scale) && dimensions == other.dimensions;

                    /// <inheritdoc/>
                    public override int GetHashCode() => HashCode.Combine(offset, factor, dimensions);

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => Scoped(() =>
                    {
                        Tensor scaled = scale is null ? x * factor : scale * x;
                        return loc is null ? scaled + offset : loc + scaled;
                    });

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => Scoped(() =>
                    {
                        Tensor moved = loc is null ? y - offset : y - loc;
                        return scale is null ? moved / factor : moved / scale;
                    });

                    /// <inheritdoc/>
                    protected internal override Tensor _sign() => scale is null ? tensor(Math.Sign(factor)) : scale.sign();

                    private static constraints.Constraint DomainOf(int dimensions) => dimensions == 0
                        ? (constraints.Constraint)constraints.real
                        : constraints.independent(constraints.real, dimensions);

                    private long[] Broadcast(long[] shape) =>
                        broadcast_shapes(shape, loc?.shape ?? Array.Empty<long>(), scale?.shape ?? Array.Empty<long>());
                }

                /// <summary>The power with exponents, for positive numbers.</summary>
                public sealed class PowerTransform : Transform
                {
                    private readonly Tensor exponent;

                    /// <summary>Creates the function.</summary>
                    /// <param name="exponent">The exponents, which stay the caller's.</param>
                    public PowerTransform(Tensor exponent)
                        : base(constraints.positive, constraints.positive) => this.exponent = Required(exponent, nameof(exponent));

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y) => Scoped(() => (exponent * y / x).abs().log());

                    /// <inheritdoc/>
                    public override long[] forward_shape(long[] shape) => broadcast_shapes(shape, exponent.shape);

                    /// <inheritdoc/>
                    public override long[] inverse_shape(long[] shape) => broadcast_shapes(shape, exponent.shape);

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is PowerTransform other && Same(exponent, other.exponent);

                    /// <inheritdoc/>
                    public override int GetHashCode() => typeof(PowerTransform).GetHashCode();

                    /// <inheritdoc/>
                    protected internal override Tensor _sign() => exponent.sign();

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => x.pow(exponent);

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => Scoped(() => y.pow(1 / exponent));
                }

                /// <summary>Whether two parameters are the same numbers.</summary>
                private static bool Same(Tensor? left, Tensor? right) =>
                    ReferenceEquals(left, right) || (!(left is null) && !(right is null) && torch.equal(left, right));
            }
        }
    }
}
