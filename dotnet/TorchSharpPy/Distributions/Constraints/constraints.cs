using System;
using System.Collections.Generic;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            /// <summary>Conditions that parameters and samples satisfy.</summary>
            public static partial class constraints
            {
                /// <summary>A condition that depends on other values, and cannot be checked alone.</summary>
                public static readonly _Dependent dependent = new _Dependent();

                /// <summary>0 or 1.</summary>
                public static readonly _Boolean boolean = new _Boolean();

                /// <summary>Vectors of zeros with one 1.</summary>
                public static readonly _OneHot one_hot = new _OneHot();

                /// <summary>Integers from 0.</summary>
                public static readonly _IntegerGreaterThan nonnegative_integer = new _IntegerGreaterThan(0);

                /// <summary>Integers from 1.</summary>
                public static readonly _IntegerGreaterThan positive_integer = new _IntegerGreaterThan(1);

                /// <summary>Numbers that are not NaN.</summary>
                public static readonly _Real real = new _Real();

                /// <summary>Vectors of numbers that are not NaN.</summary>
                public static readonly _IndependentConstraint real_vector = new _IndependentConstraint(real, 1);

                /// <summary>Numbers greater than 0.</summary>
                public static readonly _GreaterThan positive = new _GreaterThan(0.0);

                /// <summary>Numbers from 0.</summary>
                public static readonly _GreaterThanEq nonnegative = new _GreaterThanEq(0.0);

                /// <summary>Numbers from 0 to 1.</summary>
                public static readonly _Interval unit_interval = new _Interval(0.0, 1.0);

                /// <summary>Vectors of numbers from 0 whose sum is 1.</summary>
                public static readonly _Simplex simplex = new _Simplex();

                /// <summary>Lower triangular matrices.</summary>
                public static readonly _LowerTriangular lower_triangular = new _LowerTriangular();

                /// <summary>Lower triangular matrices with positive diagonals.</summary>
                public static readonly _LowerCholesky lower_cholesky = new _LowerCholesky();

                /// <summary>Lower triangular matrices with positive diagonals and rows of length 1.</summary>
                public static readonly _CorrCholesky corr_cholesky = new _CorrCholesky();

                /// <summary>Square matrices.</summary>
                public static readonly _Square square = new _Square();

                /// <summary>Symmetric matrices.</summary>
                public static readonly _Symmetric symmetric = new _Symmetric();

                /// <summary>Symmetric matrices whose eigenvalues are not negative.</summary>
                public static readonly _PositiveSemiDefinite positive_semidefinite = new _PositiveSemiDefinite();

                /// <summary>Symmetric matrices whose eigenvalues are positive.</summary>
                public static readonly _PositiveDefinite positive_definite = new _PositiveDefinite();

                /// <summary>Numbers greater than a bound.</summary>
                public static _GreaterThan greater_than(double lower_bound) => new _GreaterThan(lower_bound);

                /// <summary>Numbers from a bound.</summary>
                public static _GreaterThanEq greater_than_eq(double lower_bound) => new _GreaterThanEq(lower_bound);

                /// <summary>Numbers less than a bound.</summary>
                public static _LessThan less_than(double upper_bound) => new _LessThan(upper_bound);

                /// <summary>Numbers from a bound to another, both included.</summary>
                public static _Interval interval(double lower_bound, double upper_bound) => new _Interval(lower_bound, upper_bound);

                /// <summary>Numbers from a bound to another that is not included.</summary>
                public static _HalfOpenInterval half_open_interval(double lower_bound, double upper_bound) =>
                    new _HalfOpenInterval(lower_bound, upper_bound);

                /// <summary>Integers from a bound to another, both included.</summary>
                public static _IntegerInterval integer_interval(long lower_bound, long upper_bound) =>
                    new _IntegerInterval(lower_bound, upper_bound);

                /// <summary>Vectors of numbers from 0 whose sum is at most a bound.</summary>
                public static _Multinomial multinomial(long upper_bound) => new _Multinomial(upper_bound);

                /// <summary>Values whose last dimensions together satisfy a constraint.</summary>
                /// <param name="base_constraint">The constraint.</param>
                /// <param name="reinterpreted_batch_ndims">How many more dimensions belong to one value.</param>
                public static _IndependentConstraint independent(Constraint base_constraint, int reinterpreted_batch_ndims) =>
                    new _IndependentConstraint(base_constraint, reinterpreted_batch_ndims);

                /// <summary>A constraint for each part along a dimension.</summary>
                /// <param name="cseq">The constraints.</param>
                /// <param name="dim">The dimension.</param>
                /// <param name="lengths">The lengths of the parts; 1 each by default.</param>
                public static _Cat cat(IList<Constraint> cseq, long dim = 0, IList<long>? lengths = null) => new _Cat(cseq, dim, lengths);

                /// <summary>A constraint for each index of a dimension.</summary>
                /// <param name="cseq">The constraints.</param>
                /// <param name="dim">The dimension.</param>
                public static _Stack stack(IList<Constraint> cseq, int dim = 0) => new _Stack(cseq, dim);

                /// <summary>A condition on tensors.</summary>
                public abstract class Constraint
                {
                    private readonly bool isDiscrete;
                    private readonly int eventDim;

                    /// <summary>Creates a condition on single real numbers.</summary>
                    protected Constraint()
                        : this(false, 0)
                    {
                    }

                    /// <summary>Creates a condition.</summary>
                    /// <param name="is_discrete">Whether the values are isolated.</param>
                    /// <param name="event_dim">How many dimensions belong to one value.</param>
                    protected Constraint(bool is_discrete, int event_dim)
                    {
                        isDiscrete = is_discrete;
                        eventDim = event_dim;
                    }

                    /// <summary>Whether the values are isolated.</summary>
                    public virtual bool is_discrete => isDiscrete;

                    /// <summary>How many of the last dimensions belong to one value.</summary>
                    public virtual int event_dim => eventDim;

                    /// <summary>Which values satisfy the condition: a tensor of bools, without the dimensions of one value.</summary>
                    /// <param name="value">Values.</param>
                    /// <exception cref="ArgumentException">The values have too few dimensions.</exception>
                    public abstract Tensor check(Tensor value);

                    /// <summary>The name and the bounds, as PyTorch writes them.</summary>
                    public override string ToString() => GetType().Name.TrimStart('_') + "()";

                    private protected string With(string bounds) => $"{GetType().Name.TrimStart('_')}({bounds})";

                    private protected void RequireDimensions(Tensor value)
                    {
                        if (value is null)
                        {
                            throw new ArgumentNullException(nameof(value));
                        }
                        if (value.dim() < event_dim)
                        {
                            throw new ArgumentException(
                                $"Expected a tensor of at least {event_dim} dimensions, not of shape {new Size(value.shape)}.",
                                nameof(value));
                        }
                    }
                }

                /// <summary>A condition that depends on other values.</summary>
                public sealed class _Dependent : Constraint
                {
                    /// <summary>Creates a condition.</summary>
                    /// <param name="is_discrete">Whether the values are isolated.</param>
                    /// <param name="event_dim">How many dimensions belong to one value.</param>
                    public _Dependent(bool is_discrete = false, int event_dim = 0)
                        : base(is_discrete, event_dim)
                    {
                    }

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value) =>
                        throw new InvalidOperationException(
                            "What depends on other values cannot be checked: ask a distribution for its support.");
                }
            }
        }
    }
}
