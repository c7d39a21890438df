using System;
using System.Collections.Generic;
using TorchSharpPy.Optim;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static partial class lr_scheduler
            {
                /// <summary>Raises and lowers the learning rate along straight lines, and does the opposite with the momentum.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="base_lr">The lowest learning rate, with which it begins.</param>
                /// <param name="max_lr">The highest learning rate of the first cycle.</param>
                /// <param name="step_size_up">The number of steps in which the learning rate rises.</param>
                /// <param name="step_size_down">The number of steps in which it falls; -1 for as many.</param>
                /// <param name="mode">How the cycles differ.</param>
                /// <param name="gamma">The factor of each step for <c>ExpRange</c>.</param>
                /// <param name="scale_fn">The factor of a cycle instead of what mode says.</param>
                /// <param name="scale_mode">Whether scale_fn gets the number of the cycle, from 1, or of the step, from 0.</param>
                /// <param name="cycle_momentum">Whether <c>momentum</c>, or the first of <c>betas</c>, changes too.</param>
                /// <param name="base_momentum">The lowest momentum.</param>
                /// <param name="max_momentum">The highest momentum, with which it begins.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                /// <exception cref="ArgumentException">A number of steps is below 1, or there is no momentum to change.</exception>
                public static LRScheduler CyclicLR(
                    Optimizer optimizer,
                    double base_lr,
                    double max_lr,
                    int step_size_up = 2000,
                    int step_size_down = -1,
                    impl.CyclicLR.Mode mode = impl.CyclicLR.Mode.Triangular,
                    double gamma = 1.0,
                    Func<double, double>? scale_fn = null,
                    impl.CyclicLR.ScaleMode scale_mode = impl.CyclicLR.ScaleMode.Cycle,
                    bool cycle_momentum = true,
                    double base_momentum = 0.8,
                    double max_momentum = 0.9,
                    int last_epoch = -1,
                    bool verbose = false) =>
                    CyclicLR(
                        optimizer,
                        new[] { base_lr },
                        new[] { max_lr },
                        step_size_up,
                        step_size_down,
                        mode,
                        gamma,
                        scale_fn,
                        scale_mode,
                        cycle_momentum,
                        new[] { base_momentum },
                        new[] { max_momentum },
                        last_epoch,
                        verbose);

                /// <summary>Raises and lowers the learning rates of groups along lines, and does the opposite with the momenta.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="base_lr">The lowest learning rate of each group.</param>
                /// <param name="max_lr">The highest learning rate of each group.</param>
                /// <param name="step_size_up">The number of steps in which the learning rate rises.</param>
                /// <param name="step_size_down">The number of steps in which it falls; -1 for as many.</param>
                /// <param name="mode">How the cycles differ.</param>
                /// <param name="gamma">The factor of each step for <c>ExpRange</c>.</param>
                /// <param name="scale_fn">The factor of a cycle instead of what mode says.</param>
                /// <param name="scale_mode">Whether scale_fn gets the number of the cycle, from 1, or of the step, from 0.</param>
                /// <param name="cycle_momentum">Whether <c>momentum</c>, or the first of <c>betas</c>, changes too.</param>
                /// <param name="base_momentum">The lowest momentum of each group; 0.8 by default.</param>
                /// <param name="max_momentum">The highest momentum of each group; 0.9 by default.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                /// <exception cref="ArgumentException">
                /// A number of steps is less than 1, a list has not one number for each group, or the optimizer has no momentum to change.
                /// </exception>
                public static LRScheduler CyclicLR(
                    Optimizer optimizer,
                    IEnumerable<double> base_lr,
                    IEnumerable<double> max_lr,
                    int step_size_up = 2000,
                    int step_size_down = -1,
                    impl.CyclicLR.Mode mode = impl.CyclicLR.Mode.Triangular,
                    double gamma = 1.0,
                    Func<double, double>? scale_fn = null,
                    impl.CyclicLR.ScaleMode scale_mode = impl.CyclicLR.ScaleMode.Cycle,
                    bool cycle_momentum = true,
                    IEnumerable<double>? base_momentum = null,
                    IEnumerable<double>? max_momentum = null,
                    int last_epoch = -1,
                    bool verbose = false)
                {
                    ParamGroupNotes groups = ParamGroupNotes.Of(optimizer);
                    double[] least = groups.ForEach(base_lr, nameof(base_lr));
                    double[] greatest = groups.ForEach(max_lr, nameof(max_lr));
                    if (step_size_up < 1 || (step_size_down < 1 && step_size_down != -1))
                    {
                        throw new ArgumentException(
                            $"The numbers of steps must be at least 1, not {step_size_up} and {step_size_down}.", nameof(step_size_up));
                    }
                    double up = step_size_up, down = step_size_down < 0 ? up : step_size_down;
                    var wave = new CyclicWave(up + down, up / (up + down), mode, gamma, scale_fn, scale_mode);
                    double[] lowest = groups.ForEach(base_momentum ?? new[] { 0.8 }, nameof(base_momentum));
                    double[] highest = groups.ForEach(max_momentum ?? new[] { 0.9 }, nameof(max_momentum));
                    if (cycle_momentum)
                    {
                        groups.RequireMomentum();
                    }
                    if (last_epoch == -1)
                    {
                        groups.SetRates(least);
                        if (cycle_momentum)
                        {
                            groups.SetMomenta(lowest, highest);
                        }
                    }
                    (double[], double[])? momenta = cycle_momentum ? (lowest, highest) : default((double[], double[])?);
                    return new impl.CyclicLR(optimizer, wave, (least, greatest), momenta, last_epoch, verbose);
                }

                public static partial class impl
                {
                    /// <summary>Raises and lowers the learning rate along straight lines.</summary>
                    public sealed class CyclicLR : LRScheduler
                    {
                        private readonly CyclicWave wave;
                        private double[] greatest;
                        private (double[] least, double[] greatest)? momenta;

                        internal CyclicLR(
                            Optimizer optimizer,
                            CyclicWave wave,
                            (double[] least, double[] greatest) rates,
                            (double[] least, double[] greatest)? momenta,
                            int last_epoch,
                            bool verbose)
                            : base(optimizer, last_epoch, verbose)
                        {
                            this.wave = wave;
                            this.momenta = momenta;
                            greatest = rates.greatest;
                            Start();
                            base_lrs = rates.least; // the first step is from the initial rates, as in PyTorch
                        }

                        /// <summary>How the cycles of a CyclicLR differ.</summary>
                        public enum Mode
                        {
                            /// <summary>All cycles are the same.</summary>
                            Triangular,

                            /// <summary>Each cycle is half as high as the one before.</summary>
                            Triangular2,

                            /// <summary>The height is multiplied by gamma in each step.</summary>
                            ExpRange,
                        }

                        /// <summary>What the function of a CyclicLR gets.</summary>
                        public enum ScaleMode
                        {
                            /// <summary>The number of the cycle, from 1.</summary>
                            Cycle,

                            /// <summary>The number of the step, from 0.</summary>
                            Iterations,
                        }

                        private protected override double Next(int group, double current)
                        {
                            double low = InitialRate(group);
                            double rate = low + wave.Height(last_epoch, greatest[group] - low);
                            if (momenta is ValueTuple<double[], double[]> given)
                            {
                                double high = given.Item2[group];
                                ParamGroupNotes.SetMomentum(Groups[group], high - wave.Height(last_epoch, high - given.Item1[group]));
                            }
                            return rate;
                        }

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            base.Write(state);
                            state["max_lrs"] = greatest;
                            wave.Write(state);
                            state["cycle_momentum"] = momenta != null;
                            if (momenta is ValueTuple<double[], double[]> given)
                            {
                                state["use_beta1"] = ParamGroupNotes.HasBetas(Groups[0]);
                                state["base_momentums"] = given.Item1;
                                state["max_momentums"] = given.Item2;
                            }
                        }

                        private protected override void Read(NamedState state)
                        {
                            base.Read(state);
                            greatest = state.Numbers("max_lrs", Groups.Count);
                            wave.Read(state);
                            momenta = state.Flag("cycle_momentum")
                                ? (state.Numbers("base_momentums", Groups.Count), state.Numbers("max_momentums", Groups.Count))
                                : default((double[], double[])?);
                        }
                    }
                }
            }
        }
    }
}
