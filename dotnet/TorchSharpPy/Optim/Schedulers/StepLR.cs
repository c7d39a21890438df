using System;

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
                /// <exception cref="ArgumentOutOfRangeException">The number of steps is less than 1.</exception>
                public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1) =>
                    new StepLRSchedule(optimizer, step_size, gamma);

                private sealed class StepLRSchedule : LRScheduler
                {
                    private readonly int stepSize;
                    private readonly double gamma;

                    internal StepLRSchedule(Optimizer optimizer, int step_size, double gamma)
                        : base(optimizer)
                    {
                        stepSize = step_size > 0
                            ? step_size
                            : throw new ArgumentOutOfRangeException(
                                nameof(step_size), step_size, "The number of steps must be at least 1.");
                        this.gamma = gamma;
                        Update();
                    }

                    private protected override double Next(int group, double current) =>
                        last_epoch == 0 || last_epoch % stepSize != 0 ? current : current * gamma;
                }
            }
        }
    }
}
