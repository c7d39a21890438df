using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static partial class constraints
            {
                /// <summary>Values whose last dimensions together satisfy a constraint.</summary>
                public class _IndependentConstraint : Constraint
                {
                    private readonly int dimensions;

                    /// <summary>Creates a condition.</summary>
                    /// <param name="base_constraint">The constraint.</param>
                    /// <param name="reinterpreted_batch_ndims">How many more dimensions belong to one value.</param>
                    /// <exception cref="ArgumentException">The number of dimensions is negative.</exception>
                    public _IndependentConstraint(Constraint base_constraint, int reinterpreted_batch_ndims)
                    {
                        this.base_constraint = base_constraint ?? throw new ArgumentNullException(nameof(base_constraint));
                        dimensions = reinterpreted_batch_ndims >= 0 ? reinterpreted_batch_ndims : throw new ArgumentOutOfRangeException(
                            nameof(reinterpreted_batch_ndims), reinterpreted_batch_ndims, "The number of dimensions must not be negative.");
                    }

                    /// <summary>The constraint.</summary>
                    public Constraint base_constraint { get; }

                    /// <inheritdoc/>
                    public override bool is_discrete => base_constraint.is_discrete;

                    /// <inheritdoc/>
                    public override int event_dim => base_constraint.event_dim + dimensions;

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        RequireDimensions(value);
                        Tensor each = base_constraint.check(value);
                        if (dimensions == 0)
                        {
                            return each;
                        }
                        using Tensor parts = each;
                        using Tensor flat = parts.reshape(parts.shape.SkipLast(dimensions).Append(-1).ToArray());
                        return flat.all(-1);
                    }

                    /// <inheritdoc/>
                    public override string ToString() => With($"{base_constraint}, {dimensions}");
                }

                /// <summary>A constraint for each part along a dimension.</summary>
                public class _Cat : Constraint
                {
                    private readonly Constraint[] parts;
                    private readonly long dimension;
                    private readonly long[] lengths;

                    /// <summary>Creates a condition.</summary>
                    /// <param name="cseq">The constraints.</param>
                    /// <param name="dim">The dimension.</param>
                    /// <param name="lengths">The lengths of the parts; 1 each by default.</param>
                    /// <exception cref="ArgumentException">There is not one length for each constraint.</exception>
                    public _Cat(IList<Constraint> cseq, long dim = 0, IList<long>? lengths = null)
                    {
                        parts = Parts(cseq);
                        dimension = dim;
                        this.lengths = lengths?.ToArray() ?? parts.Select(_ => 1L).ToArray();
                        if (this.lengths.Length != parts.Length)
                        {
                            throw new ArgumentException(
                                $"Expected {parts.Length} lengths, one for each constraint, not {this.lengths.Length}.", nameof(lengths));
                        }
                    }

                    /// <inheritdoc/>
                    public override bool is_discrete => parts.Any(part => part.is_discrete);

                    /// <inheritdoc/>
                    public override int event_dim => parts.Max(part => part.event_dim);

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        RequireDimensions(value);
                        using DisposeScope scope = NewDisposeScope();
                        long start = 0;
                        var results = new List<Tensor>();
                        for (int i = 0; i < parts.Length; i++)
                        {
                            results.Add(parts[i].check(value.narrow(dimension, start, lengths[i])));
                            start += lengths[i];
                        }
                        return torch.cat(results, dimension).MoveToOuterDisposeScope();
                    }
                }

                /// <summary>A constraint for each index of a dimension.</summary>
                public class _Stack : Constraint
                {
                    private readonly Constraint[] parts;
                    private readonly int dimension;

                    /// <summary>Creates a condition.</summary>
                    /// <param name="cseq">The constraints.</param>
                    /// <param name="dim">The dimension.</param>
                    public _Stack(IList<Constraint> cseq, int dim = 0)
                    {
                        parts = Parts(cseq);
                        dimension = dim;
                    }

                    /// <inheritdoc/>
                    public override bool is_discrete => parts.Any(part => part.is_discrete);

                    /// <inheritdoc/>
                    public override int event_dim
                    {
                        get
                        {
                            int most = parts.Max(part => part.event_dim);
                            return dimension + most < 0 ? most + 1 : most;
                        }
                    }

                    /// <inheritdoc/>
                    public override Tensor check(Tensor value)
                    {
                        RequireDimensions(value);
                        if (value.size(dimension) != parts.Length)
                        {
                            throw new ArgumentException(
                                $"Expected {parts.Length} slices along the dimension {dimension}, one for each constraint, " +
                                $"not the shape {new Size(value.shape)}.", nameof(value));
                        }
                        using DisposeScope scope = NewDisposeScope();
                        Tensor[] results = parts.Select((part, i) => part.check(value.select(dimension, i))).ToArray();
                        return torch.stack(results, dimension).MoveToOuterDisposeScope();
                    }
                }

                private static Constraint[] Parts(IList<Constraint> cseq)
                {
                    Constraint[] parts = (cseq ?? throw new ArgumentNullException(nameof(cseq))).ToArray();
                    return parts.Length > 0 && parts.All(part => !(part is null)) ? parts : throw new ArgumentException(
                        "Expected at least one constraint, and no null.", nameof(cseq));
                }
            }
        }
    }
}
