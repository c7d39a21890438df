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
                /// <summary>Multiplies the learning rate by a factor every step_size steps.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="step_size">The number of steps between changes.</param>
                /// <param name="gamma">The factor.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                /// <exception cref="ArgumentOutOfRangeException">The number of steps is less than 1.</exception>
                public static LRScheduler StepLR(
                    Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                    new impl.StepLR(optimizer, step_size, gamma, last_epoch, verbose);

                public static partial class impl
                {
                    /// <summary>Multiplies the learning rate by a factor every few steps.</summary>
                    public sealed class StepLR : LRScheduler
                    {
                        private long stepSize;
                        private double gamma;

                        internal StepLR(Optimizer optimizer, int step_size, double gamma, int last_epoch, bool verbose)
                            : base(optimizer, last_epoch, verbose)
                        {
                            stepSize = step_size > 0
                                ? step_size
                                : throw new ArgumentOutOfRangeException(
                                    nameof(step_size), step_size, "The number of steps must be at least 1.");
                            this.gamma = gamma;
                            Start();
                        }

                        private protected override bool HasClosedForm => true;

                        private protected override double Next(int group, double current) =>
                            last_epoch == 0 || last_epoch % stepSize != 0 ? current : current * gamma;

                        private protected override double ClosedForm(double initial) => initial * Math.Pow(gamma, last_epoch / stepSize);

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            base.Write(state);
                            state["step_size"] = stepSize;
                            state["gamma"] = gamma;
                        }

                        private protected override void Read(NamedState state)
                        {
                            base.Read(state);
                            stepSize = state.PositiveInteger("step_size");
                            gamma = state.Number("gamma");
                        }
                    }
                }
            }
        }
    }
}
