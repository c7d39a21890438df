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
                /// <summary>Several functions, one after the other.</summary>
                public sealed class ComposeTransform : Transform
                {
                    private readonly Transform[] parts;

                    /// <summary>Creates the function.</summary>
                    /// <param name="parts">The functions, the one that is applied first first; none for the identity.</param>
                    /// <param name="cache_size">0 or 1; results are not kept in either case.</param>
                    /// <exception cref="ArgumentException">A function is null, or the size is another number.</exception>
                    public ComposeTransform(IEnumerable<Transform> parts, int cache_size = 0)
                    {
                        this.parts = Parts(parts, nameof(parts));
                        if (cache_size != 0 && cache_size != 1)
                        {
                            throw new ArgumentOutOfRangeException(nameof(cache_size), cache_size, "The size must be 0 or 1.");
                        }
                    }

                    /// <inheritdoc/>
                    public override constraints.Constraint domain =>
                        parts.Length == 0 ? constraints.real : Joined(parts[0].domain, DomainDimensions());

                    /// <inheritdoc/>
                    public override constraints.Constraint codomain =>
                        parts.Length == 0 ? constraints.real : Joined(parts[^1].codomain, CodomainDimensions());

                    /// <inheritdoc/>
                    public override bool bijective => parts.All(part => part.bijective);

                    /// <inheritdoc/>
                    public override Transform inv
                    {
                        get
                        {
                            if (_inv is null)
                            {
                                _inv = new ComposeTransform(parts.Reverse().Select(part => part.inv)) { _inv = this };
                            }
                            return _inv;
                        }
                    }

                    internal override bool IsIncreasing => parts.All(part => part.IsIncreasing);

                    /// <inheritdoc/>
                    public override bool Equals(object? obj) => obj is ComposeTransform other && parts.SequenceEqual(other.parts);

                    /// <inheritdoc/>
                    public override int GetHashCode() => parts.Length;

                    /// <inheritdoc/>
                    public override Tensor log_abs_det_jacobian(Tensor x, Tensor y)
                    {
                        if (parts.Length == 0)
                        {
                            return zeros_like(x);
                        }
                        using DisposeScope scope = NewDisposeScope();
                        int dimensions = domain.event_dim;
                        Tensor? result = null;
                        Tensor at = x;
                        for (int i = 0; i < parts.Length; i++)
                        {
                            Transform part = parts[i];
                            Tensor next = i == parts.Length - 1 ? y : part.forward(at);
                            Tensor term = _sum_rightmost(part.log_abs_det_jacobian(at, next), dimensions - part.domain.event_dim);
                            dimensions += part.codomain.event_dim - part.domain.event_dim;
                            result = result is null ? term : result + term;
                            at = next;
                        }
                        return result!.MoveToOuterDisposeScope();
                    }

                    /// <inheritdoc/>
                    public override long[] forward_shape(long[] shape) => parts.Aggregate(shape, (each, part) => part.forward_shape(each));

                    /// <inheritdoc/>
                    public override long[] inverse_shape(long[] shape) =>
                        parts.Reverse().Aggregate(shape, (each, part) => part.inverse_shape(each));

                    /// <inheritdoc/>
                    public override string ToString() => $"ComposeTransform({string.Join(", ", (object[])parts)})";

                    /// <inheritdoc/>
                    protected internal override Tensor _call(Tensor x)
                    {
                        using DisposeScope scope = NewDisposeScope();
                        return parts.Aggregate(x.alias(), (at, part) => part.forward(at)).MoveToOuterDisposeScope();
                    }

                    /// <inheritdoc/>
                    protected internal override Tensor _inverse(Tensor y)
                    {
                        using DisposeScope scope = NewDisposeScope();
                        return parts.Reverse().Aggregate(y.alias(), (at, part) => part.inv.forward(at)).MoveToOuterDisposeScope();
                    }

                    /// <inheritdoc/>
                    protected internal override Tensor _sign()
                    {
                        using DisposeScope scope = NewDisposeScope();
                        return parts.Aggregate(tensor(1), (sign, part) => sign * part.sign).MoveToOuterDisposeScope();
                    }

                    private static constraints.Constraint Joined(constraints.Constraint constraint, int dimensions) =>
                        dimensions > constraint.event_dim
                            ? constraints.independent(constraint, dimensions - constraint.event_dim)
                            : constraint;

                    private int DomainDimensions()
                    {
                        int dimensions = parts[^1].codomain.event_dim;
                        foreach (Transform part in parts.Reverse())
                        {
                            dimensions += part.domain.event_dim - part.codomain.event_dim;
                            dimensions = Math.Max(dimensions, part.domain.event_dim);
                        }
                        return dimensions;
                    }

                    private int CodomainDimensions()
                    {
                        int dimensions = parts[0].domain.event_dim;
                        foreach (Transform part in parts)
                        {
                            dimensions += part.codomain.event_dim - part.domain.event_dim;
                            dimensions = Math.Max(dimensions, part.codomain.event_dim);
                        }
                        return dimensions;
                    }
                }

                private static Transform[] Parts(IEnumerable<Transform> parts, string name)
                {
                    Transform[] result = (parts ?? throw new ArgumentNullException(name)).ToArray();
                    return result.All(part => !(part is null))
                        ? result
                        : throw new ArgumentException("Expected functions, but one is null.", name);
                }
            }
        }
    }
}
