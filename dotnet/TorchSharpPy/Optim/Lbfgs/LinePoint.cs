using System;

namespace TorchSharpPy.Optim
{
    /// <summary>A point on the line along which L-BFGS searches. Its gradient is shared by copies of the point.</summary>
    internal readonly struct LinePoint
    {
        internal LinePoint(double length, double loss, torch.Tensor gradient, double slope)
        {
            Length = length;
            Loss = loss;
            Gradient = gradient;
            Slope = slope;
        }

        /// <summary>How far it is from the start, in units of the direction.</summary>
        internal double Length { get; }

        internal double Loss { get; }

        internal torch.Tensor Gradient { get; }

        /// <summary>The gradient along the line.</summary>
        internal double Slope { get; }

        /// <summary>The lowest point of the cubic through two points with their slopes.</summary>
        /// <param name="left">A point.</param>
        /// <param name="right">Another one.</param>
        /// <param name="bounds">The range of the result; by default between the points.</param>
        internal static double Lowest(LinePoint left, LinePoint right, (double least, double greatest)? bounds = null)
        {
            (double least, double greatest) = bounds ??
                (Math.Min(left.Length, right.Length), Math.Max(left.Length, right.Length));
            double middle = left.Slope + right.Slope - (3 * (left.Loss - right.Loss) / (left.Length - right.Length));
            double square = (middle * middle) - (left.Slope * right.Slope);
            if (!(square >= 0))
            {
                return (least + greatest) / 2;
            }
            (LinePoint first, LinePoint second) = left.Length <= right.Length ? (left, right) : (right, left);
            double root = Math.Sqrt(square);
            double place = second.Length - ((second.Length - first.Length) *
                ((second.Slope + root - middle) / (second.Slope - first.Slope + (2 * root))));
            return Math.Min(Math.Max(place, least), greatest);
        }
    }
}
