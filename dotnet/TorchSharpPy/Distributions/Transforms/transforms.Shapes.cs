using System;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static partial class transforms
            {
                /// <summary>A function whose last dimensions belong together: the logarithms of the stretching are added up.</summary>
                public class IndependentTransform : Transform
                {
                    private readonly Transform inner;
                    private readonly int dimensions;

                    /// <summary>Creates the function.</summary>
                    /// <param name="base_transform">The function.</param>
                    /// <param name="reinterpreted_batch_ndims">How many more of the last dimensions belong to one value.</param>
                    public IndependentTransform(Transform base_transform, int reinterpreted_batch_ndims)
                    {
                        inner = base_transform ?? throw new ArgumentNullException(nameof(base_transform));
                        dimensions = reinterpreted_batch_ndims >= 0 ? reinterpreted_batch_ndims : throw new ArgumentOutOfRangeException(
                            nameof(reinterpreted_batch_ndims), reinterpreted_batch_ndims, "The number of dimensions must not be negative.");
                    }

                    /// <inheritdoc/>
                    public override constraints.Constraint domain => constraints.independent(inner.domain, dimensions);

                    /// <inheritdoc/>
                    public override constraints.Constraint codomain => constraints.independent(inner.codomain, dimensions);

                    /// <inheritdoc/>
                    public override bool bijective => inner.bijective;

                    internal override bool IsIncreasing => inner.IsIncreasing;

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) =>
                        obj is IndependentTransform other && inner.Equals(other.inner) && dimensions == other.dimensions;

                    /// <inheritdoc/>
                    public override int GetHashCode() => HashCode.Combine(inner, dimensions);

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y)
                    {
                        using Tensor each = inner.log_abs_det_jacobian(x, y);
                        return _sum_rightmost(each, dimensions);
                    }

                    /// <inheritdoc/>
                    public override long[] forward_shape(long[] shape) => inner.forward_shape(shape);

                    /// <inheritdoc/>
                    public override long[] inverse_shape(long[] shape) => inner.inverse_shape(shape);

                    /// <inheritdoc/>
                    public override string ToString() => $"{GetType().Name}({inner}, {dimensions})";

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x)
                    {
                        RequireDimensions(x, domain.event_dim);
                        return inner.forward(x);
                    }

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y)
                    {
                        RequireDimensions(y, codomain.event_dim);
                        return inner.inv.forward(y);
                    }

                    /// <inheritdoc/>
                    protected internal override Tensor _sign() => inner.sign;
                }

                /// <summary><see cref="IndependentTransform"/>, as TorchSharp spells it.</summary>
                public sealed class IndepdenentTransform : IndependentTransform
                {
                    /// <summary>Creates the function.</summary>
                    /// <param name="base_transform">The function.</param>
                    /// <param name="reinterpreted_batch_ndims">How many more of the last dimensions belong to one value.</param>
                    public IndepdenentTransform(Transform base_transform, int reinterpreted_batch_ndims)
                        : base(base_transform, reinterpreted_batch_ndims)
                    {
                    }
                }

                /// <summary>Another shape of the last dimensions.</summary>
                public sealed class ReshapeTransform : Transform
                {
                    private readonly long[] from;
                    private readonly long[] to;

                    /// <summary>Creates the function.</summary>
                    /// <param name="in_shape">The shape of one value.</param>
                    /// <param name="out_shape">The shape of one result.</param>
                    /// <exception cref="ArgumentException">The shapes differ in the number of elements.</exception>
                    public ReshapeTransform(long[] in_shape, long[] out_shape)
                        : base(DomainOf(in_shape, nameof(in_shape)), DomainOf(out_shape, nameof(out_shape)))
                    {
                        from = (long[])in_shape.Clone();
                        to = (long[])out_shape.Clone();
                        if (new Size(from).numel() != new Size(to).numel())
                        {
                            throw new ArgumentException(
                                $"Expected shapes with the same number of elements, not {new Size(from)} and {new Size(to)}.",
                                nameof(out_shape));
                        }
                    }

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y) =>
                        x.new_zeros(RequireDimensions(x.shape, from.Length).SkipLast(from.Length).ToArray());

                    /// <inheritdoc/>
                    public override long[] forward_shape(long[] shape) => Exchanged(shape, from, to);

                    /// <inheritdoc/>
                    public override long[] inverse_shape(long[] shape) => Exchanged(shape, to, from);

                    /// <inheritdoc/>
                    public override string ToString() => $"ReshapeTransform({new Size(from)}, {new Size(to)})";

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x) => x.reshape(Exchanged(x.shape, from, to));

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y) => y.reshape(Exchanged(y.shape, to, from));

                    private static constraints.Constraint DomainOf(long[] shape, string name) =>
                        constraints.independent(constraints.real, (shape ?? throw new ArgumentNullException(name)).Length);

                    private static long[] Exchanged(long[] shape, long[] end, long[] other)
                    {
                        RequireDimensions(shape, end.Length);
                        return shape.AsSpan(shape.Length - end.Length).SequenceEqual(end)
                            ? shape.SkipLast(end.Length).Concat(other).ToArray()
                            : throw new ArgumentException(
                                $"Expected a shape that ends with {new Size(end)}, not {new Size(shape)}.", nameof(shape));
                    }
                }
            }
        }
    }
}
