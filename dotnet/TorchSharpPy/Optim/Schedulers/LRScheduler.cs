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
                /// <summary>The classes of the schedulers. Create them with the functions of <see cref="lr_scheduler"/>.</summary>
                public static partial class impl
                {
                }

                /// <summary>The base class of the schedulers. Call <see cref="step()"/> after the optimizer's step.</summary>
                /// <remarks>
                /// Most schedulers step once per epoch. Creating one sets the learning rates for the first step. A scheduler of your own
                /// overrides <see cref="get_lr"/>, and calls <see cref="Start"/> at the end of its constructor.
                /// </remarks>
                public abstract partial class LRScheduler
                {
                    private readonly bool verbose;
                    private double[] lastRates;

                    /// <summary>Creates a scheduler.</summary>
                    /// <param name="optimizer">The optimizer.</param>
                    /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                    /// <param name="verbose">Whether to write each learning rate to the console.</param>
                    /// <exception cref="ArgumentException">A run is continued, but a group has no initial learning rate.</exception>
                    protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                    {
                        Owner = optimizer ?? throw new ArgumentNullException(nameof(optimizer));
                        this.verbose = verbose;
                        this.last_epoch = last_epoch;
                        foreach (ParamGroup group in Groups)
                        {
                            if (last_epoch == -1)
                            {
                                group.KeepInitialLearningRate();
                            }
                            else if (!group.HasInitialLearningRate)
                            {
                                throw new ArgumentException(
                                    "A group has no initial learning rate to continue from: set its InitialLearningRate, or load the " +
                                    "state of the optimizer, before you create a scheduler with last_epoch.",
                                    nameof(last_epoch));
                            }
                        }
                        base_lrs = Groups.Select(group => group.InitialLearningRate).ToArray();
                        lastRates = Groups.Select(group => group.LearningRate).ToArray();
                    }

                    /// <summary>The number of steps made so far.</summary>
                    public int last_epoch { get; private protected set; }

                    /// <summary>How often the scheduler has set the learning rates.</summary>
                    public int _step_count { get; private set; }

                    /// <summary>The initial learning rates of the groups.</summary>
                    public IReadOnlyList<double> base_lrs { get; private protected set; }

                    /// <summary>The optimizer.</summary>
                    internal Optimizer Owner { get; }

                    /// <summary>Whether the step is the one that the constructor makes.</summary>
                    private protected bool IsInitial { get; private set; }

                    /// <summary>The groups whose learning rates change.</summary>
                    private protected IReadOnlyList<ParamGroup> Groups => Owner.ParamGroups;

                    /// <summary>Whether <see cref="get_closed_form_lr"/> is there.</summary>
                    private protected virtual bool HasClosedForm => false;

                    /// <summary>The learning rates after this scheduler's last step. Another one may have changed them since.</summary>
                    public IReadOnlyList<double> get_last_lr() => lastRates;

                    /// <summary>The learning rate of each group at <see cref="last_epoch"/>, from the present ones.</summary>
                    public virtual IEnumerable<double> get_lr() =>
                        Groups.Select((group, index) => Next(index, group.LearningRate)).ToArray();

                    /// <summary>The learning rate of each group at <see cref="last_epoch"/>, from the initial ones alone.</summary>
                    /// <exception cref="NotSupportedException">The scheduler needs the present learning rates.</exception>
                    public virtual IEnumerable<double> get_closed_form_lr() => HasClosedForm
                        ? Groups.Select((group, index) => ClosedForm(InitialRate(index))).ToArray()
                        : throw new NotSupportedException($"{GetType().Name} computes a learning rate only from the one before.");

                    /// <summary>Goes to the next learning rates.</summary>
                    public virtual void step()
                    {
                        _step_count++;
                        Advance(null);
                    }

                    /// <summary>Goes to the learning rates of a step.</summary>
                    /// <param name="epoch">The number of the step; null for the next one.</param>
                    public virtual void step(int? epoch)
                    {
                        if (epoch == null)
                        {
                            step();
                            return;
                        }
                        _step_count++;
                        Advance(epoch);
                    }

                    /// <summary>Goes to the next learning rates.</summary>
                    /// <param name="current">The metric to watch, such as a validation loss; only ReduceLROnPlateau uses it.</param>
                    /// <param name="epoch">The number of the step; null for the next one.</param>
                    public virtual void step(double current, int? epoch = null) => step(epoch);

                    /// <summary>Sets the learning rates for the first step.</summary>
                    protected internal void Start()
                    {
                        _step_count = 0;
                        IsInitial = true;
                        try
                        {
                            step();
                        }
                        finally
                        {
                            IsInitial = false;
                        }
                    }

                    /// <summary>Takes back the number of the first step, for a scheduler that begins later.</summary>
                    internal virtual void Undo() => last_epoch--;

                    /// <summary>Goes to the learning rates of a step, or of the next one.</summary>
                    internal virtual void Advance(int? epoch)
                    {
                        last_epoch = epoch ?? last_epoch + 1;
                        double[] rates = (epoch != null && HasClosedForm ? get_closed_form_lr() : get_lr()).ToArray();
                        if (rates.Length != Groups.Count)
                        {
                            throw new InvalidOperationException(
                                $"get_lr of {GetType().Name} returned {rates.Length} learning rates: expected one for each of the " +
                                $"{Groups.Count} groups.");
                        }
                        for (int i = 0; i < Groups.Count; i++)
                        {
                            Groups[i].LearningRate = rates[i];
                            if (verbose)
                            {
                                Console.WriteLine(FormattableString.Invariant(
                                    $"Adjusting learning rate of group {i} to {rates[i]:0.0000e+00}."));
                            }
                        }
                        TakeRates(rates);
                    }

                    /// <summary>The learning rate of a group at <see cref="last_epoch"/>.</summary>
                    /// <param name="group">The index of the group.</param>
                    /// <param name="current">Its learning rate at the step before; at the first step the initial one.</param>
                    private protected virtual double Next(int group, double current) => current;

                    /// <summary>The learning rate at <see cref="last_epoch"/> for an initial one.</summary>
                    private protected virtual double ClosedForm(double initial) => initial;

                    /// <summary>The initial learning rate of a group.</summary>
                    private protected double InitialRate(int group) => group < base_lrs.Count
                        ? base_lrs[group]
                        : throw new InvalidOperationException(
                            "A group was added after the scheduler was created, so its initial learning rate is unknown: " +
                            "add all groups first.");

                    /// <summary>Remembers learning rates as those of the last step; by default those of the groups.</summary>
                    private protected void TakeRates(IEnumerable<double>? rates = null) =>
                        lastRates = (rates ?? Groups.Select(group => group.LearningRate)).ToArray();
                }
            }
        }
    }
}
