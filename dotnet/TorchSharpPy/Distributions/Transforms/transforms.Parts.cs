using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class distributions
        {
            public static partial class transforms
            {
                /// <summary>A function for each part along a dimension.</summary>
                public sealed class CatTransform : Transform
                {
                    private readonly Transform[] parts;
                    private readonly long dimension;
                    private readonly long[] lengths;

                    /// <summary>Creates the function.</summary>
                    /// <param name="tseq">The functions.</param>
                    /// <param name="dim">The dimension.</param>
                    /// <param name="lengths">The lengths of the parts; 1 each by default.</param>
                    /// <exception cref="ArgumentException">There is not one length for each function.</exception>
                    public CatTransform(IEnumerable<Transform> tseq, long dim = 0, IEnumerable<long>? lengths = null)
                    {
                        parts = Parts(tseq, nameof(tseq));
                        dimension = dim;
                        this.lengths = lengths?.ToArray() ?? parts.Select(_ => 1L).ToArray();
                        if (parts.Length == 0 || this.lengths.Length != parts.Length)
                        {
                            throw new ArgumentException(
                                $"Expected at least one function, and a length for each of the {parts.Length}, not {this.lengths.Length}.",
                                nameof(lengths));
                        }
                    }

                    /// <inheritdoc/>
                    public override constraints.Constraint domain =>
                        constraints.cat(parts.Select(part => part.domain).ToArray(), dimension, lengths);

                    /// <inheritdoc/>
                    public override constraints.Constraint codomain =>
                        constraints.cat(parts.Select(part => part.codomain).ToArray(), dimension, lengths);

                    /// <inheritdoc/>
                    public override bool bijective => parts.All(part => part.bijective);

                    /// <inheritdoc/>
                    public override int event_dim => parts.Max(part => part.event_dim);

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y)
                    {
                        using DisposeScope scope = NewDisposeScope();
                        Tensor[] from = Split(x);
                        Tensor[] to = Split(y);
                        Tensor[] terms = parts.Select((part, i) =>
                            _sum_rightmost(part.log_abs_det_jacobian(from[i], to[i]), event_dim - part.event_dim)).ToArray();
                        long at = (dimension >= 0 ? dimension - x.dim() : dimension) + event_dim;
                        Tensor result = at < 0
                            ? torch.cat(terms, at)
                            : terms.Skip(1).Aggregate(terms[0], (sum, term) => sum + term);
                        return result.MoveToOuterDisposeScope();
                    }

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x)
                    {
                        using DisposeScope scope = NewDisposeScope();
                        Tensor[] pieces = Split(x);
                        Tensor[] results = parts.Select((part, i) => part.forward(pieces[i])).ToArray();
                        return torch.cat(results, dimension).MoveToOuterDisposeScope();
                    }

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y)
                    {
                        using DisposeScope scope = NewDisposeScope();
                        Tensor[] pieces = Split(y);
                        Tensor[] results = parts.Select((part, i) => part.inv.forward(pieces[i])).ToArray();
                        return torch.cat(results, dimension).MoveToOuterDisposeScope();
                    }

                    private Tensor[] Split(Tensor value) => value.size((int)dimension) == lengths.Sum()
                        ? value.split(lengths, dimension)
                        : throw new ArgumentException(
                            $"Expected {lengths.Sum()} elements along the dimension {dimension}, not the shape {new Size(value.shape)}.",
                            nameof(value));
                }

                /// <summary>A function for each index of a dimension.</summary>
                public sealed class StackTransform : Transform
                {
                    private readonly Transform[] parts;
                    private readonly int dimension;

                    /// <summary>Creates the function.</summary>
                    /// <param name="tseq">The functions.</param>
                    /// <param name="dim">The dimension.</param>
                    public StackTransform(IEnumerable<Transform> tseq, int dim = 0)
                    {
                        parts = Parts(tseq, nameof(tseq));
                        dimension = dim;
                        if (parts.Length == 0)
                        {
                            throw new ArgumentException("Expected at least one function.", nameof(tseq));
                        }
                    }

                    /// <inheritdoc/>
                    public override constraints.Constraint domain =>
                        constraints.stack(parts.Select(part => part.domain).ToArray(), dimension);

                    /// <inheritdoc/>
                    public override constraints.Constraint codomain =>
                        constraints.stack(parts.Select(part => part.codomain).ToArray(), dimension);

                    /// <inheritdoc/>
                    public override bool bijective => parts.All(part => part.bijective);

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y)
                    {
                        using DisposeScope scope = NewDisposeScope();
                        Tensor[] from = Slices(x);
                        Tensor[] to = Slices(y);
                        Tensor[] terms = parts.Select((part, i) => part.log_abs_det_jacobian(from[i], to[i])).ToArray();
                        return torch.stack(terms, dimension).MoveToOuterDisposeScope();
                    }

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x)
                    {
                        using DisposeScope scope = NewDisposeScope();
                        Tensor[] slices = Slices(x);
                        Tensor[] results = parts.Select((part, i) => part.forward(slices[i])).ToArray();
                        return torch.stack(results, dimension).MoveToOuterDisposeScope();
                    }

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y)
                    {
                        using DisposeScope scope = NewDisposeScope();
                        Tensor[] slices = Slices(y);
                        Tensor[] results = parts.Select((part, i) => part.inv.forward(slices[i])).ToArray();
                        return torch.stack(results, dimension).MoveToOuterDisposeScope();
                    }

                    private Tensor[] Slices(Tensor value) => value.size(dimension) == parts.Length
                        ? value.unbind(dimension)
                        : throw new ArgumentException(
                            $"Expected {parts.Length} slices along the dimension {dimension}, not the shape {new Size(value.shape)}.",
                            nameof(value));
                }
            }
        }
    }
}
