using System;
using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Created by its constructor, whose parameters have another order.</summary>
    public sealed class ImmutablePoint
    {
        public ImmutablePoint(double weight, Tensor position, string pointLabel)
        {
            Weight = weight;
            Position = position;
            PointLabel = pointLabel;
        }

        public Tensor Position { get; }

        public string PointLabel { get; }

        public double Weight { get; }

        /// <summary>Computed, so it is not a field.</summary>
        public double Twice => 2 * Weight;
    }

    /// <summary>Filled through properties; the names differ in case and underscores.</summary>
    public sealed class MutablePoint
    {
        public Tensor position { get; set; } = null!;

        public string Point_Label { get; set; } = string.Empty;

        public double WEIGHT { get; set; }
    }

    /// <summary>Filled through fields.</summary>
    public struct PointFields
    {
        public Tensor Position;
        public string PointLabel;
        public double Weight;
    }

    /// <summary>Immutable; it has TorchScript's names.</summary>
    public readonly struct ReadOnlyPoint
    {
        public readonly Tensor position;
        public readonly string point_label;
        public readonly double weight;

        public ReadOnlyPoint(Tensor position, string point_label, double weight)
        {
            this.position = position;
            this.point_label = point_label;
            this.weight = weight;
        }
    }

    /// <summary>Two members match one field.</summary>
    public sealed class Twins
    {
        public double weight;

        public double Weight { get; set; }

        public string PointLabel { get; set; } = string.Empty;

        public Tensor Position { get; set; } = null!;
    }

    /// <summary>Its weight can have any type.</summary>
    public class LoosePoint
    {
        public Tensor Position { get; set; } = null!;

        public string PointLabel { get; set; } = string.Empty;

        public object? Weight { get; set; } = "none";
    }

    /// <summary>Inherits two properties and hides the third.</summary>
    public sealed class HidingPoint : LoosePoint
    {
        public new double Weight { get; set; }
    }

    /// <summary>Created by a constructor and filled through properties.</summary>
    public sealed class MixedPoint
    {
        public MixedPoint(Tensor position)
        {
            Position = position;
        }

        public MixedPoint(Tensor position, Uri unknown)
            : this(position)
        {
            throw new InvalidOperationException(unknown.ToString());
        }

        public Tensor Position { get; }

        public string PointLabel { get; set; } = string.Empty;

        public double Weight { get; set; }
    }

    /// <summary>Contains other records, lists and null.</summary>
    public sealed class Segment
    {
        public ImmutablePoint? Start { get; set; }

        public PointFields End { get; set; }

        public List<string> Tags { get; set; } = new List<string>();

        public int? Score { get; set; }
    }

    /// <summary>Its constructor calls TorchScript while the result is being read.</summary>
    public sealed class CallingPoint
    {
        public CallingPoint(Tensor position, string pointLabel, double weight)
        {
            Position = position;
            for (int i = 0; i < 3; i++)
            {
                Position = Position * 1.0;
            }
            Position *= Identity.Typed("List[float]", new[] { 2.0, weight })[0];
            PointLabel = pointLabel;
        }

        public Tensor Position { get; }

        public string PointLabel { get; }
    }

    /// <summary>Its constructor fails.</summary>
    public sealed class FailingPoint
    {
        public FailingPoint(Tensor position, string pointLabel, double weight) =>
            throw new InvalidOperationException($"{position} {pointLabel} {weight}");
    }

    /// <summary>Has a field of another type.</summary>
    public sealed class WrongType
    {
        public Tensor Position { get; set; } = null!;

        public string PointLabel { get; set; } = string.Empty;

        public string Weight { get; set; } = string.Empty;
    }

    /// <summary>Lacks a field.</summary>
    public sealed class TooSmall
    {
        public Tensor Position { get; set; } = null!;

        public string PointLabel { get; set; } = string.Empty;
    }

    /// <summary>Has a field that the named tuple does not have.</summary>
    public sealed class TooLarge
    {
        public Tensor Position { get; set; } = null!;

        public string PointLabel { get; set; } = string.Empty;

        public double Weight { get; set; }

        public long Extra { get; set; }
    }

    /// <summary>Contains itself.</summary>
    public sealed class Chain
    {
        public Chain? Next { get; set; }
    }
}
