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
                /// <summary>Multiplies the learning rate by a factor in every step.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="gamma">The factor.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                public static LRScheduler ExponentialLR(
                    Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                    new impl.ExponentialLR(optimizer, gamma, last_epoch, verbose);

                public static partial class impl
                {
                    /// <summary>Multiplies the learning rate by a factor in every step.</summary>
                    public sealed class ExponentialLR : LRScheduler
                    {
                        private double gamma;

                        internal ExponentialLR(Optimizer optimizer, double gamma, int last_epoch, bool verbose)
                            : base(optimizer, last_epoch, verbose)
                        {
                            this.gamma = gamma;
                            Start();
                        }

                        private protected override bool HasClosedForm => true;

                        private protected override double Next(int group, double current) => IsInitial ? current : current * gamma;

                        private protected override double ClosedForm(double initial) => initial * Math.Pow(gamma, last_epoch);

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            base.Write(state);
                            state["gamma"] = gamma;
                        }

                        private protected override void Read(NamedState state)
                        {
                            base.Read(state);
                            gamma = state.Number("gamma");
                        }
                    }
                }
            }
        }
    }
}
