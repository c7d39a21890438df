using System;

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
                /// <exception cref="ArgumentOutOfRangeException">A factor is out of range.</exception>
                public static LRScheduler LinearLR(
                    Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5) =>
                    new LinearLRSchedule(optimizer, start_factor, end_factor, total_iters);

                private sealed class LinearLRSchedule : LRScheduler
                {
                    private readonly double startFactor;
                    private readonly double endFactor;
                    private readonly int totalIters;

                    internal LinearLRSchedule(Optimizer optimizer, double start_factor, double end_factor, int total_iters)
                        : base(optimizer)
                    {
                        startFactor = start_factor > 0 && start_factor <= 1
                            ? start_factor
                            : throw new ArgumentOutOfRangeException(
                                nameof(start_factor), start_factor, "The factor must be greater than 0 and at most 1.");
                        endFactor = end_factor >= 0 && end_factor <= 1
                            ? end_factor
                            : throw new ArgumentOutOfRangeException(nameof(end_factor), end_factor, "The factor must be from 0 to 1.");
                        totalIters = total_iters;
                        Update();
                    }

                    private protected override double Next(int group, double current)
                    {
                        if (last_epoch == 0)
                        {
                            return current * startFactor;
                        }
                        double change = endFactor - startFactor;
                        return last_epoch > totalIters
                            ? current
                            : current * (1.0 + (change / ((totalIters * startFactor) + ((last_epoch - 1) * change))));
                    }
                }
            }
        }
    }
}
