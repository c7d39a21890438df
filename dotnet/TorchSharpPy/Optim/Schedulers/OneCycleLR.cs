using System;
using System.Collections.Generic;
using TorchSharpPy.Modules;
using TorchSharpPy.Optim;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static partial class lr_scheduler
            {
                /// <summary>Raises the learning rate to a maximum and lowers it again, and does the opposite with the momentum.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="max_lr">The highest learning rate.</param>
                /// <param name="total_steps">The number of steps; -1 for <c>epochs * steps_per_epoch</c>. Step after each batch.</param>
                /// <param name="epochs">The number of epochs, if there is no total_steps.</param>
                /// <param name="steps_per_epoch">The number of steps in an epoch, if there is no total_steps.</param>
                /// <param name="pct_start">The fraction of the steps in which the learning rate rises, from 0 to 1.</param>
                /// <param name="anneal_strategy">The form of the way up and down.</param>
                /// <param name="cycle_momentum">Whether <c>momentum</c>, or the first of <c>betas</c>, changes too.</param>
                /// <param name="base_momentum">The lowest momentum.</param>
                /// <param name="max_momentum">The highest momentum.</param>
                /// <param name="div_factor">The first learning rate is max_lr divided by this.</param>
                /// <param name="final_div_factor">The last learning rate is the first one divided by this.</param>
                /// <param name="three_phase">Whether it first returns to the initial value, and only then falls to the last one.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                /// <exception cref="ArgumentException">An option is out of range, or the optimizer has no momentum to change.</exception>
                public static LRScheduler OneCycleLR(
                    Optimizer optimizer,
                    double max_lr,
                    int total_steps = -1,
                    int epochs = -1,
                    int steps_per_epoch = -1,
                    double pct_start = 0.3,
                    impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                    bool cycle_momentum = true,
                    double base_momentum = 0.85,
                    double max_momentum = 0.95,
                    double div_factor = 25,
                    double final_div_factor = 1e4,
                    bool three_phase = false,
                    int last_epoch = -1,
                    bool verbose = false) =>
                    OneCycleLR(
                        optimizer,
                        new[] { max_lr },
                        total_steps,
                        epochs,
                        steps_per_epoch,
                        pct_start,
                        anneal_strategy,
                        cycle_momentum,
                        new[] { base_momentum },
                        new[] { max_momentum },
                        div_factor,
                        final_div_factor,
                        three_phase,
                        last_epoch,
                        verbose);

                /// <summary>Raises learning rates to a maximum and lowers them again, and does the opposite with the momenta.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="max_lr">The highest learning rate of each group.</param>
                /// <param name="total_steps">The number of steps; -1 for <c>epochs * steps_per_epoch</c>. Step after each batch.</param>
                /// <param name="epochs">The number of epochs, if there is no total_steps.</param>
                /// <param name="steps_per_epoch">The number of steps in an epoch, if there is no total_steps.</param>
                /// <param name="pct_start">The fraction of the steps in which the learning rate rises, from 0 to 1.</param>
                /// <param name="anneal_strategy">The form of the way up and down.</param>
                /// <param name="cycle_momentum">Whether <c>momentum</c>, or the first of <c>betas</c>, changes too.</param>
                /// <param name="base_momentum">The lowest momentum of each group; 0.85 by default.</param>
                /// <param name="max_momentum">The highest momentum of each group; 0.95 by default.</param>
                /// <param name="div_factor">The first learning rate is max_lr divided by this.</param>
                /// <param name="final_div_factor">The last learning rate is the first one divided by this.</param>
                /// <param name="three_phase">Whether it first returns to the initial value, and only then falls to the last one.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                /// <exception cref="ArgumentException">
                /// An option is out of range, a list has not one number for each group, or the optimizer has no momentum to change.
                /// </exception>
                public static LRScheduler OneCycleLR(
                    Optimizer optimizer,
                    IEnumerable<double> max_lr,
                    int total_steps = -1,
                    int epochs = -1,
                    int steps_per_epoch = -1,
                    double pct_start = 0.3,
                    impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                    bool cycle_momentum = true,
                    IEnumerable<double>? base_momentum = null,
                    IEnumerable<double>? max_momentum = null,
                    double div_factor = 25,
                    double final_div_factor = 1e4,
                    bool three_phase = false,
                    int last_epoch = -1,
                    bool verbose = false)
                {
                    ParamGroupNotes groups = ParamGroupNotes.Of(optimizer);
                    double[] greatest = groups.ForEach(max_lr, nameof(max_lr));
                    int steps = total_steps != -1 || epochs < 1 || steps_per_epoch < 1 ? total_steps : epochs * steps_per_epoch;
                    if (steps < 1)
                    {
                        throw new ArgumentOutOfRangeException(
                            nameof(total_steps),
                            steps,
                            "The number of steps must be at least 1: give total_steps, or epochs and steps_per_epoch.");
                    }
                    if (!(pct_start >= 0 && pct_start <= 1))
                    {
                        throw new ArgumentOutOfRangeException(nameof(pct_start), pct_start, "The fraction must be from 0 to 1.");
                    }
                    var plan = new OneCyclePlan(steps, pct_start, three_phase, anneal_strategy);
                    double[] lowest = groups.ForEach(base_momentum ?? new[] { 0.85 }, nameof(base_momentum));
                    double[] highest = groups.ForEach(max_momentum ?? new[] { 0.95 }, nameof(max_momentum));
                    if (cycle_momentum)
                    {
                        groups.RequireMomentum();
                    }
                    if (last_epoch == -1)
                    {
                        groups.NoteCycle(greatest, div_factor, final_div_factor);
                        if (cycle_momentum)
                        {
                            groups.SetMomenta(lowest, highest);
                        }
                    }
                    return new impl.OneCycleLR(optimizer, plan, cycle_momentum, last_epoch, verbose);
                }

                public static partial class impl
                {
                    /// <summary>Raises the learning rate to a maximum and lowers it again.</summary>
                    public sealed class OneCycleLR : LRScheduler
                    {
                        private readonly OneCyclePlan plan;
                        private bool changesMomentum;

                        internal OneCycleLR(Optimizer optimizer, OneCyclePlan plan, bool changesMomentum, int last_epoch, bool verbose)
                            : base(optimizer, last_epoch, verbose)
                        {
                            this.plan = plan;
                            this.changesMomentum = changesMomentum;
                            Start();
                        }

                        /// <summary>The form of the way between two learning rates.</summary>
                        public enum AnnealStrategy
                        {
                            /// <summary>A half wave of the cosine.</summary>
                            Cos,

                            /// <summary>A straight line.</summary>
                            Linear,
                        }

                        private protected override double Next(int group, double current)
                        {
                            ParamGroup given = Groups[group];
                            if (changesMomentum)
                            {
                                double high = ParamGroupNotes.Read(given, ParamGroupNotes.GreatestMomentum);
                                double low = ParamGroupNotes.Read(given, ParamGroupNotes.LeastMomentum);
                                ParamGroupNotes.SetMomentum(given, plan.At(last_epoch, high, low, high));
                            }
                            double greatest = ParamGroupNotes.Read(given, ParamGroupNotes.GreatestRate);
                            double last = ParamGroupNotes.Read(given, ParamGroupNotes.LeastRate);
                            return plan.At(last_epoch, given.InitialLearningRate, greatest, last);
                        }

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            base.Write(state);
                            plan.Write(state);
                            state["cycle_momentum"] = changesMomentum;
                            if (changesMomentum)
                            {
                                state["use_beta1"] = ParamGroupNotes.HasBetas(Groups[0]);
                            }
                        }

                        private protected override void Read(NamedState state)
                        {
                            base.Read(state);
                            plan.Read(state);
                            changesMomentum = state.Flag("cycle_momentum");
                        }
                    }
                }
            }
        }
    }
}
