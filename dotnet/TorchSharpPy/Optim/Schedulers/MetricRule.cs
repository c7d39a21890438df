using System;
using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>When a metric counts as better than the best one so far.</summary>
    internal sealed class MetricRule
    {
        private static readonly string[] Modes = { "min", "max" };
        private static readonly string[] ThresholdModes = { "rel", "abs" };

        private int mode;
        private int thresholdMode;
        private double threshold;

        /// <summary>Creates a rule.</summary>
        /// <param name="mode">"min" or "max".</param>
        /// <param name="threshold">By how much it must be better.</param>
        /// <param name="thresholdMode">"rel" for a part of the best one, "abs" for a difference.</param>
        /// <exception cref="ArgumentException">A mode is unknown.</exception>
        internal MetricRule(string mode, double threshold, string thresholdMode)
        {
            this.mode = Array.IndexOf(Modes, mode);
            this.thresholdMode = Array.IndexOf(ThresholdModes, thresholdMode);
            this.threshold = threshold;
            if (this.mode < 0 || this.thresholdMode < 0)
            {
                throw new ArgumentException(
                    $"mode must be \"min\" or \"max\", not \"{mode}\", and threshold_mode must be \"rel\" or \"abs\", " +
                    $"not \"{thresholdMode}\".");
            }
        }

        /// <summary>What every metric is better than.</summary>
        internal double Worst => mode == 0 ? double.PositiveInfinity : double.NegativeInfinity;

        /// <summary>Whether a metric is better than the best one so far by more than the threshold.</summary>
        internal bool IsBetter(double metric, double best)
        {
            bool isRelative = thresholdMode == 0;
            return mode == 0
                ? metric < (isRelative ? best * (1.0 - threshold) : best - threshold)
                : metric > (isRelative ? best * (threshold + 1.0) : best + threshold);
        }

        /// <summary>Adds what it is to the state of a scheduler.</summary>
        internal void Write(Dictionary<string, object?> state)
        {
            state["mode"] = Modes[mode];
            state["mode_worse"] = Worst;
            state["threshold"] = threshold;
            state["threshold_mode"] = ThresholdModes[thresholdMode];
        }

        /// <summary>Takes over a state.</summary>
        internal void Read(NamedState state)
        {
            mode = state.Choice("mode", Modes);
            threshold = state.Number("threshold");
            thresholdMode = state.Choice("threshold_mode", ThresholdModes);
        }
    }
}
