using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Optim;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static partial class lr_scheduler
            {
                public abstract partial class LRScheduler
                {
                    /// <summary>The state, with the names that PyTorch's scheduler of this class gives it.</summary>
                    /// <remarks><c>torch.save</c> writes it for Python. Functions, such as those of LambdaLR, are not in it.</remarks>
                    public Dictionary<string, object?> state_dict()
                    {
                        var state = new Dictionary<string, object?>();
                        Write(state);
                        return state;
                    }

                    /// <summary>Takes over a state of C# or Python; load that of the optimizer too.</summary>
                    /// <param name="state_dict">What <see cref="state_dict"/> returned, or <c>torch.load</c> has read.</param>
                    /// <exception cref="TorchValueException">It is not the state of such a scheduler. Then nothing has changed.</exception>
                    public void load_state_dict(IDictionary state_dict)
                    {
                        IDictionary given = state_dict ?? throw new ArgumentNullException(nameof(state_dict));
                        Dictionary<string, object?> before = this.state_dict();
                        try
                        {
                            Read(new NamedState(given, "scheduler"));
                        }
                        catch
                        {
                            Read(new NamedState(before, "scheduler"));
                            throw;
                        }
                    }

                    /// <summary>Adds the state of this class.</summary>
                    private protected virtual void Write(Dictionary<string, object?> state)
                    {
                        state["base_lrs"] = base_lrs.ToArray();
                        state["last_epoch"] = (long)last_epoch;
                        state["_step_count"] = (long)_step_count;
                        state["_is_initial"] = false;
                        state["_get_lr_called_within_step"] = false;
                        state["_last_lr"] = lastRates.ToArray();
                    }

                    /// <summary>Takes over the state of this class.</summary>
                    private protected virtual void Read(NamedState state)
                    {
                        base_lrs = state.Numbers("base_lrs", Groups.Count);
                        last_epoch = (int)state.Integer("last_epoch");
                        _step_count = (int)state.Integer("_step_count");
                        lastRates = state.Numbers("_last_lr", Groups.Count);
                    }

                    /// <summary>One function for each group; a single one is for all.</summary>
                    private protected T[] ForGroups<T>(IEnumerable<T> given, string name)
                        where T : class
                    {
                        T[] all = (given ?? throw new ArgumentNullException(name)).ToArray();
                        if (all.Any(item => item is null))
                        {
                            throw new ArgumentNullException(name);
                        }
                        all = all.Length == 1 ? Enumerable.Repeat(all[0], Groups.Count).ToArray() : all;
                        return all.Length == Groups.Count
                            ? all
                            : throw new ArgumentException(
                                $"Expected {Groups.Count} functions, one for each group of the optimizer, got {all.Length}.", name);
                    }

                    /// <summary>Schedulers of one optimizer.</summary>
                    private protected static LRScheduler[] Together(IEnumerable<LRScheduler> given, Optimizer? optimizer)
                    {
                        LRScheduler[] all = (given ?? throw new ArgumentNullException("schedulers")).ToArray();
                        if (all.Length == 0 || all.Any(scheduler => scheduler is null))
                        {
                            throw new ArgumentException("Expected at least one scheduler, and none that is null.", "schedulers");
                        }
                        if (all.Any(scheduler => scheduler is impl.ReduceLROnPlateau))
                        {
                            throw new ArgumentException(
                                "A ReduceLROnPlateau cannot be combined, because its step needs a measurement: step it by itself.",
                                "schedulers");
                        }
                        Optimizer owner = optimizer ?? all[0].Owner;
                        return all.All(scheduler => scheduler.Owner == owner)
                            ? all
                            : throw new ArgumentException("The schedulers must be of one optimizer, and one is of another.", "schedulers");
                    }

                    private protected static object?[] WriteAll(LRScheduler[] schedulers) =>
                        Array.ConvertAll(schedulers, scheduler => (object?)scheduler.state_dict());

                    private protected static void ReadAll(NamedState state, LRScheduler[] schedulers)
                    {
                        NamedState[] states = state.States("_schedulers");
                        if (states.Length != schedulers.Length)
                        {
                            throw OptimizerState.Wrong(
                                $"The state is of {states.Length} schedulers, and there are {schedulers.Length}.");
                        }
                        for (int i = 0; i < states.Length; i++)
                        {
                            schedulers[i].Read(states[i]);
                        }
                    }

                    /// <summary>Goes on, or refuses to jump to a step.</summary>
                    private protected void NoEpoch(int? epoch)
                    {
                        if (epoch != null)
                        {
                            throw new NotSupportedException($"{GetType().Name} cannot jump to a step: call step() for the next one.");
                        }
                        step();
                    }
                }
            }
        }
    }
}
