using System;

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
                /// <exception cref="ArgumentOutOfRangeException">The factor is not from 0 to 1.</exception>
                public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5) =>
                    new ConstantLRSchedule(optimizer, factor, total_iters);

                private sealed class ConstantLRSchedule : LRScheduler
                {
                    private readonly double factor;
                    private readonly int totalIters;

                    internal ConstantLRSchedule(Optimizer optimizer, double factor, int total_iters)
                        : base(optimizer)
                    {
                        this.factor = factor >= 0 && factor <= 1
                            ? factor
                            : throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be from 0 to 1.");
                        totalIters = total_iters;
                        Update();
                    }

                    private protected override double Next(int group, double current) =>
                        last_epoch == 0 ? current * factor :
                        last_epoch == totalIters ? (factor == 0 ? InitialRate(group) : current * (1.0 / factor)) :
                        current;
                }
            }
        }
    }
}
