using System;

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
                /// <exception cref="ArgumentOutOfRangeException">The number of steps is less than 1.</exception>
                public static LRScheduler CosineAnnealingLR(Optimizer optimizer, int T_max, double eta_min = 0) =>
                    new CosineAnnealingLRSchedule(optimizer, T_max, eta_min);

                private sealed class CosineAnnealingLRSchedule : LRScheduler
                {
                    private readonly int half;
                    private readonly double etaMin;

                    internal CosineAnnealingLRSchedule(Optimizer optimizer, int T_max, double eta_min)
                        : base(optimizer)
                    {
                        half = T_max > 0
                            ? T_max
                            : throw new ArgumentOutOfRangeException(nameof(T_max), T_max, "The number of steps must be at least 1.");
                        etaMin = eta_min;
                        Update();
                    }

                    private protected override double Next(int group, double current)
                    {
                        if (last_epoch == 0)
                        {
                            return current;
                        }
                        if (Remainder(last_epoch - 1 - half, 2 * half) == 0)
                        {
                            // At the lowest learning rate the quotient below would be 0 / 0.
                            return current + ((InitialRate(group) - etaMin) * (1 - Math.Cos(Math.PI / half)) / 2);
                        }
                        double cosine = 1 + Math.Cos(Math.PI * last_epoch / half);
                        double before = 1 + Math.Cos(Math.PI * (last_epoch - 1) / half);
                        return (cosine / before * (current - etaMin)) + etaMin;
                    }

                    /// <summary>The remainder with the sign of the divisor, as in Python.</summary>
                    private static int Remainder(int value, int divisor) => ((value % divisor) + divisor) % divisor;
                }
            }
        }
    }
}
