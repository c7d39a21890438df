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
                /// <summary>Lowers and raises the learning rate along a cosine.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="T_max">The number of steps from the initial to the lowest learning rate.</param>
                /// <param name="eta_min">The lowest learning rate.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                /// <exception cref="ArgumentOutOfRangeException">The number of steps is not greater than 0.</exception>
                public static LRScheduler CosineAnnealingLR(
                    Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                    new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

                public static partial class impl
                {
                    /// <summary>Lowers and raises the learning rate along a cosine.</summary>
                    public sealed class CosineAnnealingLR : LRScheduler
                    {
                        private double half;
                        private double etaMin;

                        internal CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min, int last_epoch, bool verbose)
                            : base(optimizer, last_epoch, verbose)
                        {
                            half = T_max > 0
                                ? T_max
                                : throw new ArgumentOutOfRangeException(
                                    nameof(T_max), T_max, "The number of steps must be greater than 0.");
                            etaMin = eta_min;
                            Start();
                        }

                        private protected override bool HasClosedForm => true;

                        private protected override double Next(int group, double current)
                        {
                            if (IsInitial)
                            {
                                return current;
                            }
                            if (_step_count == 1 && last_epoch > 0)
                            {
                                return ClosedForm(InitialRate(group));
                            }
                            if ((last_epoch - 1 - half) % (2 * half) == 0)
                            {
                                // At the lowest learning rate the quotient below would be 0 / 0.
                                return current + ((InitialRate(group) - etaMin) * (1 - Math.Cos(Math.PI / half)) / 2);
                            }
                            double cosine = 1 + Math.Cos(Math.PI * last_epoch / half);
                            double before = 1 + Math.Cos(Math.PI * (last_epoch - 1) / half);
                            return (cosine / before * (current - etaMin)) + etaMin;
                        }

                        private protected override double ClosedForm(double initial) =>
                            etaMin + ((initial - etaMin) * (1 + Math.Cos(Math.PI * last_epoch / half)) / 2);

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            base.Write(state);
                            state["T_max"] = half == Math.Floor(half) ? (object)(long)half : half;
                            state["eta_min"] = etaMin;
                        }

                        private protected override void Read(NamedState state)
                        {
                            base.Read(state);
                            half = state.Number("T_max");
                            etaMin = state.Number("eta_min");
                        }
                    }
                }
            }
        }
    }
}
