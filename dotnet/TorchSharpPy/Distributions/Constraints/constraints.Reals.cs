using TorchSharpPy.Distributions;
using static TorchSharpPy.Distributions.Calculation;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static partial class constraints
            {
                /// <summary>Numbers greater than a bound.</summary>
                public class _GreaterThan : Constraint
                {
                    private readonly Bound bound;

                    /// <summary>Creates a condition.</summary>
                    /// <param name="lower_bound">The bound, which is not a value.</param>
                    public _GreaterThan(double lower_bound)
                        : this((Bound)lower_bound)
                    {
                    }

                    internal _GreaterThan(Bound bound)
                        : base(false, 0)
                    {
                        this.bound = bound;
                    }

                    /// <summary>The bound, which is not a value.</summary>
                    public double lower_bound => bound.Number;

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value) => bound.Below(Required(value, nameof(value)));

                    /// <inheritdoc/>
                    public override string ToString() => With($"lower_bound={bound}");
                }

                /// <summary>Numbers from a bound.</summary>
                public class _GreaterThanEq : Constraint
                {
                    private readonly Bound bound;

                    /// <summary>Creates a condition.</summary>
                    /// <param name="lower_bound">The least value.</param>
                    public _GreaterThanEq(double lower_bound)
                        : this((Bound)lower_bound)
                    {
                    }

                    internal _GreaterThanEq(Bound bound)
                        : base(false, 0)
                    {
                        this.bound = bound;
                    }

                    /// <summary>The least value.</summary>
                    public double lower_bound => bound.Number;

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value) => bound.AtMost(Required(value, nameof(value)));

                    /// <inheritdoc/>
                    public override string ToString() => With($"lower_bound={bound}");
                }

                /// <summary>Numbers less than a bound.</summary>
                public class _LessThan : Constraint
                {
                    private readonly Bound bound;

                    /// <summary>Creates a condition.</summary>
                    /// <param name="upper_bound">The bound, which is not a value.</param>
                    public _LessThan(double upper_bound)
                        : this((Bound)upper_bound)
                    {
                    }

                    internal _LessThan(Bound bound)
                        : base(false, 0)
                    {
                        this.bound = bound;
                    }

                    /// <summary>The bound, which is not a value.</summary>
                    public double upper_bound => bound.Number;

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value) => bound.Above(Required(value, nameof(value)));

                    /// <inheritdoc/>
                    public override string ToString() => With($"upper_bound={bound}");
                }

                /// <summary>Numbers from a bound to another.</summary>
                public class _Interval : Constraint
                {
                    private readonly Bound lower;
                    private readonly Bound upper;

                    /// <summary>Creates a condition.</summary>
                    /// <param name="lower_bound">The least value.</param>
                    /// <param name="upper_bound">The other bound.</param>
                    public _Interval(double lower_bound, double upper_bound)
                        : this((Bound)lower_bound, (Bound)upper_bound)
                    {
                    }

                    internal _Interval(Bound lower, Bound upper)
                        : base(false, 0)
                    {
                        this.lower = lower;
                        this.upper = upper;
                    }

                    /// <summary>The least value.</summary>
                    public double lower_bound => lower.Number;

                    /// <summary>The other bound.</summary>
                    public double upper_bound => upper.Number;

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value) =>
                        Scoped(() => lower.AtMost(Required(value, nameof(value))) & upper.AtLeast(value));

                    /// <inheritdoc/>
                    public override string ToString() => With($"lower_bound={lower}, upper_bound={upper}");
                }

                /// <summary>Numbers from a bound to another that is not included.</summary>
                public class _HalfOpenInterval : Constraint
                {
                    private readonly Bound lower;
                    private readonly Bound upper;

                    /// <summary>Creates a condition.</summary>
                    /// <param name="lower_bound">The least value.</param>
                    /// <param name="upper_bound">The other bound.</param>
                    public _HalfOpenInterval(double lower_bound, double upper_bound)
                        : this((Bound)lower_bound, (Bound)upper_bound)
                    {
                    }

                    internal _HalfOpenInterval(Bound lower, Bound upper)
                        : base(false, 0)
                    {
                        this.lower = lower;
                        this.upper = upper;
                    }

                    /// <summary>The least value.</summary>
                    public double lower_bound => lower.Number;

                    /// <summary>The other bound.</summary>
                    public double upper_bound => upper.Number;

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value) =>
                        Scoped(() => lower.AtMost(Required(value, nameof(value))) & upper.Above(value));

                    /// <inheritdoc/>
                    public override string ToString() => With($"lower_bound={lower}, upper_bound={upper}");
                }

                /// <summary>Numbers that are not NaN.</summary>
                public class _Real : Constraint
                {
                    /// <inheritdoc/>
                    public override Tensor check(Tensor value) => Required(value, nameof(value)).eq(value);
                }
            }
        }
    }
}
