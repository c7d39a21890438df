using System;
using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>A search along a line for a point that fulfills the strong Wolfe conditions.</summary>
    internal sealed class LineSearch : IDisposable
    {
        private const double Descent = 1e-4;
        private const double Flatness = 0.9;
        private const int MostSteps = 25;

        private readonly Func<double, LinePoint> evaluate;
        private readonly LinePoint start;
        private readonly double size;
        private readonly double tolerance;
        private readonly List<torch.Tensor> gradients = new List<torch.Tensor>();

        /// <summary>Creates a search.</summary>
        /// <param name="evaluate">Computes the point of a length, with a gradient of its own.</param>
        /// <param name="start">The point of length 0.</param>
        /// <param name="size">The greatest element of the direction.</param>
        /// <param name="tolerance">The search ends when the range is smaller.</param>
        internal LineSearch(Func<double, LinePoint> evaluate, LinePoint start, double size, double tolerance)
        {
            this.evaluate = evaluate;
            this.start = start;
            this.size = size;
            this.tolerance = tolerance;
        }

        /// <summary>The point that was found; its gradient lives as long as the search.</summary>
        /// <param name="length">The first length to try.</param>
        internal LinePoint Run(double length)
        {
            int steps = 0;
            LinePoint before = start, now = At(length);
            var range = new LinePoint[2];
            bool isDone = false;
            for (; steps < MostSteps; steps++)
            {
                if (IsHigh(now) || (steps > 1 && now.Loss >= before.Loss))
                {
                    (range[0], range[1]) = (before, now);
                    break;
                }
                if (IsFlat(now))
                {
                    (range[0], range[1], isDone) = (now, now, true);
                    break;
                }
                if (now.Slope >= 0)
                {
                    (range[0], range[1]) = (before, now);
                    break;
                }
                double least = now.Length + (0.01 * (now.Length - before.Length));
                double next = LinePoint.Lowest(before, now, (least, now.Length * 10));
                (before, now) = (now, At(next));
            }
            if (steps == MostSteps)
            {
                (range[0], range[1]) = (start, now);
            }
            return isDone ? now : Narrow(range, steps);
        }

        /// <inheritdoc/>
        public void Dispose() => gradients.ForEach(gradient => gradient.Dispose());

        private LinePoint Narrow(LinePoint[] range, int steps)
        {
            int low = range[0].Loss <= range[1].Loss ? 0 : 1;
            bool isSlow = false;
            for (bool isDone = false; !isDone && steps < MostSteps; steps++)
            {
                if (Math.Abs(range[1].Length - range[0].Length) * size < tolerance)
                {
                    break;
                }
                double least = Math.Min(range[0].Length, range[1].Length), greatest = Math.Max(range[0].Length, range[1].Length);
                double length = LinePoint.Lowest(range[0], range[1]);
                double margin = 0.1 * (greatest - least);
                if (Math.Min(greatest - length, length - least) >= margin)
                {
                    isSlow = false;
                }
                else if (isSlow || length >= greatest || length <= least)
                {
                    length = Math.Abs(length - greatest) < Math.Abs(length - least) ? greatest - margin : least + margin;
                    isSlow = false;
                }
                else
                {
                    isSlow = true;
                }
                LinePoint now = At(length);
                if (IsHigh(now) || now.Loss >= range[low].Loss)
                {
                    range[1 - low] = now;
                    low = range[0].Loss <= range[1].Loss ? 0 : 1;
                    continue;
                }
                isDone = IsFlat(now);
                if (!isDone && now.Slope * (range[1 - low].Length - range[low].Length) >= 0)
                {
                    range[1 - low] = range[low];
                }
                range[low] = now;
            }
            return range[low];
        }

        private bool IsHigh(LinePoint point) => point.Loss > start.Loss + (Descent * point.Length * start.Slope);

        private bool IsFlat(LinePoint point) => Math.Abs(point.Slope) <= -Flatness * start.Slope;

        private LinePoint At(double length)
        {
            LinePoint point = evaluate(length);
            gradients.Add(point.Gradient);
            return point;
        }
    }
}
