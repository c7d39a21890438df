using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static partial class lr_scheduler
            {
                /// <summary>Multiplies the learning rate by a factor when a metric, passed to each step, no longer improves.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="mode"><c>"min"</c> if a lower metric is better, <c>"max"</c> if a higher one is.</param>
                /// <param name="factor">The factor, less than 1.</param>
                /// <param name="patience">The number of steps to wait for a better metric.</param>
                /// <param name="threshold">The smallest change that counts as an improvement.</param>
                /// <param name="threshold_mode">
                /// <c>"rel"</c> for a threshold relative to the best metric, <c>"abs"</c> for an absolute one.
                /// </param>
                /// <param name="cooldown">The number of steps to ignore after a change.</param>
                /// <param name="min_lr">The lowest learning rate.</param>
                /// <param name="eps">Changes of the learning rate by at most this are not made.</param>
                /// <exception cref="ArgumentException">A mode is unknown, or the factor is not less than 1.</exception>
                public static LRScheduler ReduceLROnPlateau(
                    Optimizer optimizer,
                    string mode = "min",
                    double factor = 0.1,
                    int patience = 10,
                    double threshold = 1e-4,
                    string threshold_mode = "rel",
                    int cooldown = 0,
                    double min_lr = 0,
                    double eps = 1e-8) =>
                    new ReduceLROnPlateauSchedule(
                        optimizer, factor, patience, cooldown, min_lr, eps, Better(mode, threshold, threshold_mode));

                /// <summary>Whether a metric is better than the best one so far by more than the threshold.</summary>
                private static Func<double, double?, bool> Better(string mode, double threshold, string thresholdMode)
                {
                    switch (mode + " " + thresholdMode)
                    {
                        case "min rel":
                            return (metric, best) => metric < (best ?? double.PositiveInfinity) * (1.0 - threshold);
                        case "min abs":
                            return (metric, best) => metric < (best ?? double.PositiveInfinity) - threshold;
                        case "max rel":
                            return (metric, best) => metric > (best ?? double.NegativeInfinity) * (threshold + 1.0);
                        case "max abs":
                            return (metric, best) => metric > (best ?? double.NegativeInfinity) + threshold;
                        default:
                            throw new ArgumentException(
                                $"mode must be \"min\" or \"max\", not \"{mode}\", and threshold_mode must be \"rel\" or \"abs\", " +
                                $"not \"{thresholdMode}\".");
                    }
                }

                private sealed class ReduceLROnPlateauSchedule : LRScheduler
                {
                    private readonly double factor;
                    private readonly int patience;
                    private readonly int cooldown;
                    private readonly double leastRate;
                    private readonly double eps;
                    private readonly Func<double, double?, bool> isBetter;
                    private double? best;
                    private int badSteps;
                    private int coolingDown;

                    internal ReduceLROnPlateauSchedule(
                        Optimizer optimizer,
                        double factor,
                        int patience,
                        int cooldown,
                        double leastRate,
                        double eps,
                        Func<double, double?, bool> isBetter)
                        : base(optimizer)
                    {
                        this.factor = factor < 1
                            ? factor
                            : throw new ArgumentException($"The factor must be less than 1, not {factor}.", nameof(factor));
                        this.patience = patience;
                        this.cooldown = cooldown;
                        this.leastRate = leastRate;
                        this.eps = eps;
                        this.isBetter = isBetter;
                    }

                    public override void step() => throw new InvalidOperationException(
                        "ReduceLROnPlateau watches a metric: call step(metric), for instance with the validation loss.");

                    public override void step(double metrics)
                    {
                        last_epoch++;
                        bool better = isBetter(metrics, best);
                        best = better ? metrics : best;
                        badSteps = better ? 0 : badSteps + 1;
                        if (coolingDown > 0)
                        {
                            coolingDown--;
                            badSteps = 0;
                        }
                        if (badSteps > patience)
                        {
                            Update();
                            coolingDown = cooldown;
                            badSteps = 0;
                        }
                    }

                    private protected override double Next(int group, double current)
                    {
                        double reduced = Math.Max(current * factor, leastRate);
                        return current - reduced > eps ? reduced : current;
                    }
                }
            }
        }
    }
}
