using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static partial class lr_scheduler
            {
                /// <summary>Multiplies the learning rate by a factor at given steps.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="milestones">The steps; a step that is listed twice counts twice.</param>
                /// <param name="gamma">The factor.</param>
                public static LRScheduler MultiStepLR(Optimizer optimizer, IEnumerable<int> milestones, double gamma = 0.1) =>
                    new MultiStepLRSchedule(optimizer, milestones, gamma);

                private sealed class MultiStepLRSchedule : LRScheduler
                {
                    private readonly int[] milestones;
                    private readonly double gamma;

                    internal MultiStepLRSchedule(Optimizer optimizer, IEnumerable<int> milestones, double gamma)
                        : base(optimizer)
                    {
                        this.milestones = milestones.ToArray();
                        this.gamma = gamma;
                        Update();
                    }

                    private protected override double Next(int group, double current)
                    {
                        int times = milestones.Count(milestone => milestone == last_epoch);
                        return times == 0 ? current : current * Math.Pow(gamma, times);
                    }
                }
            }
        }
    }
}
