using System;

namespace TorchSharpPy.Optim
{
    /// <summary>The phases of a one-cycle schedule: up to a turning point, optionally back, and to the end.</summary>
    internal sealed class OneCyclePlan
    {
        private readonly int steps;
        private readonly double[] ends;
        private readonly Func<double, double, double, double> between;

        /// <summary>Creates a plan.</summary>
        /// <param name="steps">The number of steps.</param>
        /// <param name="rising">The fraction of the steps before the turning point.</param>
        /// <param name="threePhases">Whether to go back to the first value before going to the last one.</param>
        /// <param name="strategy"><c>"cos"</c> or <c>"linear"</c>.</param>
        /// <exception cref="ArgumentException">The strategy is unknown.</exception>
        internal OneCyclePlan(int steps, double rising, bool threePhases, string strategy)
        {
            this.steps = steps;
            ends = threePhases
                ? new[] { (rising * steps) - 1, (2 * rising * steps) - 2, steps - 1 }
                : new[] { (rising * steps) - 1, steps - 1 };
            switch (strategy)
            {
                case "cos":
                    between = (from, to, part) => to + ((from - to) / 2.0 * (Math.Cos(Math.PI * part) + 1));
                    break;
                case "linear":
                    between = (from, to, part) => ((to - from) * part) + from;
                    break;
                default:
                    throw new ArgumentException($"The strategy must be \"cos\" or \"linear\", not \"{strategy}\".", nameof(strategy));
            }
        }

        /// <summary>A value at a step.</summary>
        /// <param name="step">The step, from 0.</param>
        /// <param name="first">The value at the start.</param>
        /// <param name="turning">The value at the turning point.</param>
        /// <param name="last">The value at the end.</param>
        /// <exception cref="InvalidOperationException">The step is after the last one.</exception>
        internal double At(int step, double first, double turning, double last)
        {
            if (step > steps)
            {
                throw new InvalidOperationException(
                    FormattableString.Invariant($"The scheduler was created for {steps} steps, and this is step {step}: create it with more total_steps."));
            }
            double[] values = ends.Length == 3 ? new[] { first, turning, first, last } : new[] { first, turning, last };
            int phase = 0;
            while (phase < ends.Length - 1 && step > ends[phase])
            {
                phase++;
            }
            double start = phase == 0 ? 0 : ends[phase - 1];
            return between(values[phase], values[phase + 1], (step - start) / (ends[phase] - start));
        }
    }
}
