using static TorchSharpPy.Distributions.Calculation;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static partial class constraints
            {
                /// <summary>Vectors of zeros with one 1.</summary>
                public class _OneHot : Constraint
                {
                    /// <summary>Creates a condition.</summary>
                    public _OneHot()
                        : base(true, 1)
                    {
                    }

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        RequireDimensions(value);
                        return Scoped(() => (value.eq(0) | value.eq(1)).all(-1) & value.sum(-1).eq(1));
                    }
                }

                /// <summary>Vectors of numbers from 0 whose sum is 1.</summary>
                public class _Simplex : Constraint
                {
                    /// <summary>Creates a condition.</summary>
                    public _Simplex()
                        : base(false, 1)
                    {
                    }

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        RequireDimensions(value);
                        return Scoped(() => value.ge(0).all(-1) & (value.sum(-1) - 1).abs().lt(1e-6));
                    }
                }

                /// <summary>Vectors of integers from 0 whose sum is at most a bound.</summary>
                public class _Multinomial : Constraint
                {
                    /// <summary>Creates a condition.</summary>
                    /// <param name="upper_bound">The greatest sum.</param>
                    public _Multinomial(long upper_bound)
                        : base(true, 1)
                    {
                        this.upper_bound = upper_bound;
                    }

                    /// <summary>The greatest sum.</summary>
                    public long upper_bound { get; }

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        RequireDimensions(value);
                        return Scoped(() => value.ge(0).all(-1) & value.sum(-1).le(upper_bound));
                    }

                    /// <inheritdoc/>
                    public override string ToString() => With($"upper_bound={upper_bound}");
                }
            }
        }
    }
}
