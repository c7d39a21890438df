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
                /// <summary>Multiplies the learning rate by a factor during the first steps.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="factor">The factor, from 0 to 1.</param>
                /// <param name="total_iters">The number of these steps.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                /// <exception cref="ArgumentOutOfRangeException">The factor is not from 0 to 1.</exception>
                public static LRScheduler ConstantLR(
                    Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                    new impl.ConstantLR(optimizer, factor, total_iters, last_epoch, verbose);

                public static partial class impl
                {
                    /// <summary>Multiplies the learning rate by a factor during the first steps.</summary>
                    public sealed class ConstantLR : LRScheduler
                    {
                        private double factor;
                        private long totalIters;

                        internal ConstantLR(Optimizer optimizer, double factor, int total_iters, int last_epoch, bool verbose)
                            : base(optimizer, last_epoch, verbose)
                        {
                            this.factor = factor >= 0 && factor <= 1
                                ? factor
                                : throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be from 0 to 1.");
                            totalIters = total_iters;
                            Start();
                        }

                        private protected override bool HasClosedForm => true;

                        private protected override double Next(int group, double current) =>
                            last_epoch == 0 ? current * factor :
                            last_epoch == totalIters ? (factor == 0 ? InitialRate(group) : current * (1.0 / factor)) :
                            current;

                        private protected override double ClosedForm(double initial) =>
                            initial * (factor + (last_epoch >= totalIters ? 1 - factor : 0));

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            base.Write(state);
                            state["factor"] = factor;
                            state["total_iters"] = totalIters;
                        }

                        private protected override void Read(NamedState state)
                        {
                            base.Read(state);
                            factor = state.Number("factor");
                            totalIters = state.Integer("total_iters");
                        }
                    }
                }
            }
        }
    }
}
