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
            /// <summary>Schedulers, which change learning rates during training, with PyTorch's formulas.</summary>
            public static partial class lr_scheduler
            {
                /// <summary>The base class of the schedulers. Call <see cref="step()"/> after the optimizer's step.</summary>
                /// <remarks>Most schedulers step once per epoch. Creating one sets the learning rates for the first step.</remarks>
                public abstract class LRScheduler
                {
                    private readonly Optimizer optimizer;
                    private double[] lastRates;

                    /// <summary>Creates a scheduler that starts at the learning rates of the groups.</summary>
                    /// <param name="optimizer">The optimizer.</param>
                    /// <param name="initial">A learning rate to start at instead.</param>
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

                    /// <summary>The number of steps made so far.</summary>
                    public int last_epoch { get; private protected set; }

                    /// <summary>The initial learning rates of the groups.</summary>
                    public IReadOnlyList<double> base_lrs { get; }

                    /// <summary>The groups whose learning rates change.</summary>
                    private protected IReadOnlyList<ParamGroup> Groups => optimizer.ParamGroups;

                    /// <summary>The learning rates after this scheduler's last step. Another one may have changed them since.</summary>
                    public IReadOnlyList<double> get_last_lr() => lastRates;

                    /// <summary>Goes to the next learning rates.</summary>
                    public virtual void step()
                    {
                        last_epoch++;
                        Update();
                    }

                    /// <summary>Goes to the next learning rates.</summary>
                    /// <param name="metrics">The metric to watch, such as a validation loss; only ReduceLROnPlateau uses it.</param>
                    public virtual void step(double metrics) => step();

                    /// <summary>The learning rate of a group at <see cref="last_epoch"/>.</summary>
                    /// <param name="group">The index of the group.</param>
                    /// <param name="current">Its learning rate at the step before; at step 0 the initial one.</param>
                    private protected abstract double Next(int group, double current);

                    /// <summary>The initial learning rate of a group.</summary>
                    private protected double InitialRate(int group) => group < base_lrs.Count
                        ? base_lrs[group]
                        : throw new InvalidOperationException(
                            "A group was added after the scheduler was created, so its initial learning rate is unknown: " +
                            "add all groups first.");

                    /// <summary>Sets the learning rates for <see cref="last_epoch"/>.</summary>
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
