using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Optim;

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
                /// <param name="verbose">Whether to write each new learning rate to the console.</param>
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
                    double eps = 1e-8,
                    bool verbose = false) =>
                    new impl.ReduceLROnPlateau(
                        optimizer, new MetricRule(mode, threshold, threshold_mode), factor, (patience, cooldown), new[] { min_lr }, eps,
                        verbose);

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
                /// <param name="min_lr">The lowest learning rate of each group.</param>
                /// <param name="eps">Changes of the learning rate by at most this are not made.</param>
                /// <param name="verbose">Whether to write each new learning rate to the console.</param>
                /// <exception cref="ArgumentException">
                /// A mode is unknown, the factor is not less than 1, or min_lr has not one number for each group.
                /// </exception>
                public static LRScheduler ReduceLROnPlateau(
                    Optimizer optimizer,
                    string mode,
                    double factor,
                    int patience,
                    double threshold,
                    string threshold_mode,
                    int cooldown,
                    IList<double> min_lr,
                    double eps = 1e-8,
                    bool verbose = false) =>
                    new impl.ReduceLROnPlateau(
                        optimizer, new MetricRule(mode, threshold, threshold_mode), factor, (patience, cooldown), min_lr, eps, verbose);

                public static partial class impl
                {
                    /// <summary>Multiplies the learning rate by a factor when a metric no longer improves.</summary>
                    public sealed class ReduceLROnPlateau : LRScheduler
                    {
                        private readonly MetricRule rule;
                        private readonly bool verbose;
                        private double factor;
                        private long patience;
                        private long cooldown;
                        private double? leastForNew;
                        private double[] leastRates;
                        private double eps;
                        private double best;
                        private long badSteps;
                        private long coolingDown;

                        internal ReduceLROnPlateau(
                            Optimizer optimizer,
                            MetricRule rule,
                            double factor,
                            (int patience, int cooldown) waits,
                            IList<double> min_lr,
                            double eps,
                            bool verbose)
                            : base(optimizer, -1, verbose)
                        {
                            this.rule = rule;
                            this.verbose = verbose;
                            this.factor = factor < 1
                                ? factor
                                : throw new ArgumentException($"The factor must be less than 1, not {factor}.", nameof(factor));
                            (patience, cooldown) = waits;
                            leastRates = ParamGroupNotes.Of(optimizer).ForEach(min_lr, nameof(min_lr));
                            leastForNew = min_lr.Count == 1 ? min_lr[0] : default(double?);
                            this.eps = eps;
                            best = rule.Worst;
                            last_epoch = 0;
                        }

                        /// <inheritdoc/>
                        public override void step() => throw new InvalidOperationException(
                            "ReduceLROnPlateau watches a metric: call step(metric), for instance with the validation loss.");

                        /// <inheritdoc/>
                        public override void step(int? epoch) => step();

                        /// <inheritdoc/>
                        public override void step(double current, int? epoch = null)
                        {
                            last_epoch = epoch ?? last_epoch + 1;
                            bool better = rule.IsBetter(current, best);
                            best = better ? current : best;
                            badSteps = better ? 0 : badSteps + 1;
                            if (coolingDown > 0)
                            {
                                coolingDown--;
                                badSteps = 0;
                            }
                            if (badSteps > patience)
                            {
                                Reduce();
                                coolingDown = cooldown;
                                badSteps = 0;
                            }
                            TakeRates();
                        }

                        internal override void Advance(int? epoch) => step();

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            state["factor"] = factor;
                            state["default_min_lr"] = leastForNew;
                            state["min_lrs"] = leastRates;
                            state["patience"] = patience;
                            state["cooldown"] = cooldown;
                            state["eps"] = eps;
                            state["last_epoch"] = (long)last_epoch;
                            state["_last_lr"] = get_last_lr().ToArray();
                            rule.Write(state);
                            state["best"] = best;
                            state["cooldown_counter"] = coolingDown;
                            state["num_bad_epochs"] = badSteps;
                        }

                        private protected override void Read(NamedState state)
                        {
                            factor = state.Number("factor");
                            leastForNew = state.Any("default_min_lr") == null ? default(double?) : state.Number("default_min_lr");
                            leastRates = state.Numbers("min_lrs", Groups.Count);
                            patience = state.Integer("patience");
                            cooldown = state.Integer("cooldown");
                            eps = state.Number("eps");
                            last_epoch = (int)state.Integer("last_epoch");
                            TakeRates(state.Numbers("_last_lr", Groups.Count));
                            rule.Read(state);
                            best = state.Number("best");
                            coolingDown = state.Integer("cooldown_counter");
                            badSteps = state.Integer("num_bad_epochs");
                        }

                        private void Reduce()
                        {
                            if (leastRates.Length != Groups.Count)
                            {
                                double least = leastForNew ?? throw new InvalidOperationException(
                                    "A group was added after the scheduler was created, so its lowest learning rate is unknown: " +
                                    "add all groups first.");
                                leastRates = Enumerable.Repeat(least, Groups.Count).ToArray();
                            }
                            for (int i = 0; i < Groups.Count; i++)
                            {
                                double before = Groups[i].LearningRate, reduced = Math.Max(before * factor, leastRates[i]);
                                if (before - reduced <= eps)
                                {
                                    continue;
                                }
                                Groups[i].LearningRate = reduced;
                                if (verbose)
                                {
                                    Console.WriteLine(FormattableString.Invariant(
                                        $"Epoch {last_epoch}: reducing learning rate of group {i} to {reduced:0.0000e+00}."));
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
