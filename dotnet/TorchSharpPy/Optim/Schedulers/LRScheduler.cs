using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Schedules: they change learning rates as training goes on, with PyTorch's formulas.</summary>
            public static partial class lr_scheduler
            {
                /// <summary>Base of the schedules. Call <see cref="step()"/> after the optimizer's, usually once for each epoch.</summary>
                /// <remarks>Making one sets the learning rates that hold before the first step.</remarks>
                public abstract class LRScheduler
                {
                    private readonly Optimizer optimizer;
                    private double[] lastRates;

                    /// <summary>A schedule that starts at the learning rates that the groups have.</summary>
                    /// <param name="optimizer">The optimizer.</param>
                    /// <param name="initial">Another learning rate that it starts at.</param>
                    private protected LRScheduler(Optimizer optimizer, double? initial = null)
                    {
                        this.optimizer = optimizer ?? throw new ArgumentNullException(nameof(optimizer));
                        foreach (ParamGroup group in optimizer.ParamGroups)
                        {
                            group.KeepInitialLearningRate(initial);
                        }
                        base_lrs = optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToArray();
                        lastRates = Groups.Select(group => group.LearningRate).ToArray();
                    }

                    /// <summary>How many steps were made.</summary>
                    public int last_epoch { get; private protected set; }

                    /// <summary>The learning rates of the groups when the schedule began.</summary>
                    public IReadOnlyList<double> base_lrs { get; }

                    /// <summary>The groups whose learning rates change.</summary>
                    private protected IReadOnlyList<ParamGroup> Groups => optimizer.ParamGroups;

                    /// <summary>The learning rates after this schedule's last step; another one may have changed them since.</summary>
                    public IReadOnlyList<double> get_last_lr() => lastRates;

                    /// <summary>Goes to the next learning rates.</summary>
                    public virtual void step()
                    {
                        last_epoch++;
                        Update();
                    }

                    /// <summary>Goes to the next learning rates.</summary>
                    /// <param name="metrics">What is watched, such as a validation loss; only ReduceLROnPlateau uses it.</param>
                    public virtual void step(double metrics) => step();

                    /// <summary>The learning rate of a group at <see cref="last_epoch"/>.</summary>
                    /// <param name="group">Which group.</param>
                    /// <param name="current">Its learning rate at the step before; the initial one at 0.</param>
                    private protected abstract double Next(int group, double current);

                    /// <summary>The initial learning rate of a group.</summary>
                    private protected double InitialRate(int group) => group < base_lrs.Count
                        ? base_lrs[group]
                        : throw new InvalidOperationException(
                            "A group was added after the scheduler was created, so its initial learning rate is unknown: add all groups before.");

                    /// <summary>Sets the learning rates that belong to <see cref="last_epoch"/>.</summary>
                    private protected void Update()
                    {
                        for (int i = 0; i < Groups.Count; i++)
                        {
                            Groups[i].LearningRate = Next(i, Groups[i].LearningRate);
                        }
                        lastRates = Groups.Select(group => group.LearningRate).ToArray();
                    }
                }
            }
        }
    }
}
