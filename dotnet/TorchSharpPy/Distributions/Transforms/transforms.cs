using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <summary>Functions of random variables, with the derivatives that densities need.</summary>
            public static partial class transforms
            {
                /// <summary>A function that has an inverse, at least on a part of the numbers.</summary>
                /// <remarks>It refers to the tensors it is made with, and does not dispose them.</remarks>
                public abstract class Transform
                {
                    /// <summary>Whether each value has exactly one inverse.</summary>
                    protected bool _bijective;

                    /// <summary>The values that it can be applied to.</summary>
                    protected constraints.Constraint? _domain;

                    /// <summary>The values that can result.</summary>
                    protected constraints.Constraint? _codomain;

                    /// <summary>The inverse, as soon as it was asked for.</summary>
                    protected Transform? _inv;

                    /// <summary>Creates a function.</summary>
                    protected Transform()
                    {
                    }

                    private protected Transform(constraints.Constraint? domain, constraints.Constraint? codomain, bool bijective = true)
                    {
                        _domain = domain;
                        _codomain = codomain;
                        _bijective = bijective;
                    }

                    /// <summary>The values that it can be applied to.</summary>
                    public virtual constraints.Constraint domain => _domain ?? throw Undefined(nameof(domain));

                    /// <summary>The values that can result.</summary>
                    public virtual constraints.Constraint codomain => _codomain ?? throw Undefined(nameof(codomain));

                    /// <summary>Whether each value has exactly one inverse.</summary>
                    public virtual bool bijective => _bijective;

                    /// <summary>How many of the last dimensions belong to one value.</summary>
                    /// <exception cref="InvalidOperationException">Values and results differ in it.</exception>
                    public virtual int event_dim => domain.event_dim == codomain.event_dim
                        ? domain.event_dim
                        : throw new InvalidOperationException("Use the event_dim of the domain or of the codomain: they differ.");

                    /// <summary>The inverse function.</summary>
                    public virtual Transform inv => _inv ??= new _InverseTransform(this);

                    /// <summary>1 where it increases, -1 where it decreases.</summary>
                    /// <exception cref="NotSupportedException">It has no sign.</exception>
                    public Tensor sign => _sign();

                    /// <summary>Whether it increases everywhere, so that <see cref="sign"/> is not needed.</summary>
                    internal virtual bool IsIncreasing => false;

                    /// <summary>Applies the function.</summary>
                    /// <param name="x">Values.</param>
                    public virtual Tensor forward(Tensor x) => _call(x ?? throw new ArgumentNullException(nameof(x)));

                    /// <summary>The logarithm of how much it stretches at values.</summary>
                    /// <param name="x">Values.</param>
                    /// <param name="y">What the function makes of them.</param>
                    /// <exception cref="NotSupportedException">There is no formula.</exception>
                    public virtual Tensor log_abs_det_jacobian(Tensor x, Tensor y) => throw Undefined(nameof(log_abs_det_jacobian));

                    /// <summary>The shape of the results for values of a shape.</summary>
                    /// <param name="shape">The shape of the values.</param>
                    /// <exception cref="ArgumentException">The shape does not fit.</exception>
                    public virtual long[] forward_shape(long[] shape) => shape ?? throw new ArgumentNullException(nameof(shape));

                    /// <summary>The shape of the values for results of a shape.</summary>
                    /// <param name="shape">The shape of the results.</param>
                    /// <exception cref="ArgumentException">The shape does not fit.</exception>
                    public virtual long[] inverse_shape(long[] shape) => shape ?? throw new ArgumentNullException(nameof(shape));

                    /// <summary>The name.</summary>
                    public override string ToString() => GetType().Name + "()";

                    /// <summary>Applies the function.</summary>
                    /// <param name="x">Values.</param>
                    /// <returns>A new tensor.</returns>
                    protected internal abstract Tensor _call(Tensor x);

                    /// <summary>Applies the inverse function.</summary>
                    /// <param name="y">Results.</param>
                    /// <returns>A new tensor.</returns>
                    protected internal abstract Tensor _inverse(Tensor y);

                    /// <summary>1 where it increases, -1 where it decreases, as a new tensor.</summary>
                    protected internal virtual Tensor _sign() => IsIncreasing ? tensor(1) : throw Undefined(nameof(sign));

                    /// <summary>The sums over the last dimensions.</summary>
                    /// <param name="value">Values.</param>
                    /// <param name="dim">How many dimensions.</param>
                    protected internal static Tensor _sum_rightmost(Tensor value, int dim) =>
                        Distributions.Calculation.SumRightmost(value ?? throw new ArgumentNullException(nameof(value)), dim);

                    private protected static long[] RequireDimensions(long[] shape, int count) =>
                        (shape ?? throw new ArgumentNullException(nameof(shape))).Length >= count ? shape : throw new ArgumentException(
                            $"Expected at least {count} dimensions, not the shape {new Size(shape)}.", nameof(shape));

                    private protected static void RequireDimensions(Tensor value, int count) => RequireDimensions(value.shape, count);

                    private NotSupportedException Undefined(string member) =>
                        new NotSupportedException($"{GetType().Name} has no `{member}`.");
                }

                private sealed class _InverseTransform : Transform
                {
                    private readonly Transform forwards;

                    internal _InverseTransform(Transform forwards)
                    {
                        this.forwards = forwards;
                        _inv = forwards;
                    }

                    public override constraints.Constraint domain => forwards.codomain;

                    public override constraints.Constraint codomain => forwards.domain;

                    public override bool bijective => forwards.bijective;

                    internal override bool IsIncreasing => forwards.IsIncreasing;

                    public override bool Equals(object? obj) => obj is _InverseTransform other && forwards.Equals(other.forwards);

                    public override int GetHashCode() => ~forwards.GetHashCode();

                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y)
                    {
                        using Tensor opposite = forwards.log_abs_det_jacobian(y, x);
                        return -opposite;
                    }

                    public override long[] forward_shape(long[] shape) => forwards.inverse_shape(shape);

                    public override long[] inverse_shape(long[] shape) => forwards.forward_shape(shape);

                    public override string ToString() => $"InverseTransform({forwards})";

                    protected internal override Tensor _call(Tensor x) => forwards._inverse(x);

                    protected internal override Tensor _inverse(Tensor y) => forwards._call(y);

                    protected internal override Tensor _sign() => forwards._sign();
                }
            }
        }
    }
}
