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
                /// <summary>Lowers the learning rate to 0 along a polynomial during the first steps.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="total_iters">The number of these steps.</param>
                /// <param name="power">The power of the polynomial.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                public static LRScheduler PolynomialLR(
                    Optimizer optimizer, int total_iters = 5, double power = 1.0, int last_epoch = -1, bool verbose = false) =>
                    new impl.PolynomialLR(optimizer, total_iters, power, last_epoch, verbose);

                public static partial class impl
                {
                    /// <summary>Lowers the learning rate to 0 along a polynomial during the first steps.</summary>
                    public sealed class PolynomialLR : LRScheduler
                    {
                        private long totalIters;
                        private double power;

                        internal PolynomialLR(Optimizer optimizer, int total_iters, double power, int last_epoch, bool verbose)
                            : base(optimizer, last_epoch, verbose)
                        {
                            totalIters = total_iters;
                            this.power = power;
                            Start();
                        }

                        private protected override bool HasClosedForm => true;

                        private protected override double Next(int group, double current)
                        {
                            if (IsInitial || last_epoch > totalIters)
                            {
                                return current;
                            }
                            double now = 1.0 - (last_epoch / (double)totalIters);
                            double before = 1.0 - ((last_epoch - 1) / (double)totalIters);
                            return current * Math.Pow(now / before, power);
                        }

                        private protected override double ClosedForm(double initial) =>
                            initial * Math.Pow(1.0 - (Math.Min(totalIters, last_epoch) / (double)totalIters), power);

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            base.Write(state);
                            state["total_iters"] = totalIters;
                            state["power"] = power;
                        }

                        private protected override void Read(NamedState state)
                        {
                            base.Read(state);
                            totalIters = state.Integer("total_iters");
                            power = state.Number("power");
                        }
                    }
                }
            }
        }
    }
}
