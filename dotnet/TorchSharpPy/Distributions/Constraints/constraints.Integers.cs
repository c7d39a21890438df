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
                /// <summary>0 or 1.</summary>
                public class _Boolean : Constraint
                {
                    /// <summary>Creates a condition.</summary>
                    public _Boolean()
                        : base(true, 0)
                    {
                    }

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value) =>
                        Scoped(() => Required(value, nameof(value)).eq(0) | value.eq(1));
                }

                /// <summary>Integers from a bound to another.</summary>
                public class _IntegerInterval : Constraint
                {
                    private readonly Bound lower;
                    private readonly Bound upper;

                    /// <summary>Creates a condition.</summary>
                    /// <param name="lower_bound">The least value.</param>
                    /// <param name="upper_bound">The other bound.</param>
                    public _IntegerInterval(long lower_bound, long upper_bound)
                        : this((Bound)lower_bound, (Bound)upper_bound)
                    {
                    }

                    internal _IntegerInterval(Bound lower, Bound upper)
                        : base(true, 0)
                    {
                        this.lower = lower;
                        this.upper = upper;
                    }

                    /// <summary>The least value.</summary>
                    public long lower_bound => (long)lower.Number;

                    /// <summary>The other bound.</summary>
                    public long upper_bound => (long)upper.Number;

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value) =>
                        Scoped(() => (Required(value, nameof(value)) % 1).eq(0) & lower.AtMost(value) & upper.AtLeast(value));

                    /// <inheritdoc/>
                    public override string ToString() => With($"lower_bound={lower}, upper_bound={upper}");
                }

                /// <summary>Integers up to a bound.</summary>
                public class _IntegerLessThan : Constraint
                {
                    private readonly Bound bound;

                    /// <summary>Creates a condition.</summary>
                    /// <param name="upper_bound">The greatest value.</param>
                    public _IntegerLessThan(long upper_bound)
                        : this((Bound)upper_bound)
                    {
                    }

                    internal _IntegerLessThan(Bound bound)
                        : base(true, 0)
                    {
                        this.bound = bound;
                    }

                    /// <summary>The greatest value.</summary>
                    public long upper_bound => (long)bound.Number;

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value) =>
                        Scoped(() => (Required(value, nameof(value)) % 1).eq(0) & bound.AtLeast(value));

                    /// <inheritdoc/>
                    public override string ToString() => With($"upper_bound={bound}");
                }

                /// <summary>Integers from a bound.</summary>
                public class _IntegerGreaterThan : Constraint
                {
                    private readonly Bound bound;

                    /// <summary>Creates a condition.</summary>
                    /// <param name="lower_bound">The least value.</param>
                    public _IntegerGreaterThan(long lower_bound)
                        : this((Bound)lower_bound)
                    {
                    }

                    internal _IntegerGreaterThan(Bound bound)
                        : base(true, 0)
                    {
                        this.bound = bound;
                    }

                    /// <summary>The least value.</summary>
                    public long lower_bound => (long)bound.Number;

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value) =>
                        Scoped(() => (Required(value, nameof(value)) % 1).eq(0) & bound.AtMost(value));

                    /// <inheritdoc/>
                    public override string ToString() => With($"lower_bound={bound}");
                }
            }
        }
    }
}
