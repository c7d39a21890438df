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
                /// <summary>Multiplies the learning rate by a factor that changes linearly during the first steps.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="start_factor">The factor for the first step, greater than 0 and at most 1.</param>
                /// <param name="end_factor">The factor after these steps, from 0 to 1.</param>
                /// <param name="total_iters">The number of these steps.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                /// <exception cref="ArgumentOutOfRangeException">A factor is out of range.</exception>
                public static LRScheduler LinearLR(
                    Optimizer optimizer,
                    double start_factor = 1.0 / 3,
                    double end_factor = 1.0,
                    int total_iters = 5,
                    int last_epoch = -1,
                    bool verbose = false) =>
                    new impl.LinearLR(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

                public static partial class impl
                {
                    /// <summary>Multiplies the learning rate by a factor that changes linearly during the first steps.</summary>
                    public sealed class LinearLR : LRScheduler
                    {
                        private double startFactor;
                        private double endFactor;
                        private long totalIters;

                        internal LinearLR(
                            Optimizer optimizer, double start_factor, double end_factor, int total_iters, int last_epoch, bool verbose)
                            : base(optimizer, last_epoch, verbose)
                        {
                            startFactor = start_factor > 0 && start_factor <= 1
                                ? start_factor
                                : throw new ArgumentOutOfRangeException(
                                    nameof(start_factor), start_factor, "The factor must be greater than 0 and at most 1.");
                            endFactor = end_factor >= 0 && end_factor <= 1
                                ? end_factor
                                : throw new ArgumentOutOfRangeException(nameof(end_factor), end_factor, "The factor must be from 0 to 1.");
                            totalIters = total_iters;
                            Start();
                        }

                        private protected override bool HasClosedForm => true;

                        private protected override double Next(int group, double current)
                        {
                            if (last_epoch == 0)
                            {
                                return current * startFactor;
                            }
                            double change = endFactor - startFactor;
                            return IsInitial || last_epoch > totalIters
                                ? current
                                : current * (1.0 + (change / ((totalIters * startFactor) + ((last_epoch - 1) * change))));
                        }

                        private protected override double ClosedForm(double initial) =>
                            initial * (startFactor + ((endFactor - startFactor) * Math.Min(totalIters, last_epoch) / totalIters));

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            base.Write(state);
                            state["start_factor"] = startFactor;
                            state["end_factor"] = endFactor;
                            state["total_iters"] = totalIters;
                        }

                        private protected override void Read(NamedState state)
                        {
                            base.Read(state);
                            startFactor = state.Number("start_factor");
                            endFactor = state.Number("end_factor");
                            totalIters = state.Integer("total_iters");
                        }
                    }
                }
            }
        }
    }
}
