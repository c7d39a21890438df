using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using TorchSharpPy.Optim;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static partial class lr_scheduler
            {
                /// <summary>Raises the learning rate to a maximum and lowers it again, and does the opposite with the momentum.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="max_lr">The highest learning rate.</param>
                /// <param name="total_steps">The number of steps. Call step after each batch.</param>
                /// <param name="pct_start">The fraction of the steps in which the learning rate rises, from 0 to 1.</param>
                /// <param name="anneal_strategy"><c>"cos"</c> or <c>"linear"</c>.</param>
                /// <param name="cycle_momentum">Whether <c>momentum</c>, or the first of <c>betas</c>, changes too.</param>
                /// <param name="base_momentum">The lowest momentum.</param>
                /// <param name="max_momentum">The highest momentum.</param>
                /// <param name="div_factor">The first learning rate is max_lr divided by this.</param>
                /// <param name="final_div_factor">The last learning rate is the first one divided by this.</param>
                /// <param name="three_phase">Whether it first returns to the initial value, and only then falls to the last one.</param>
                /// <exception cref="ArgumentException">An option is out of range, or the optimizer has no momentum to change.</exception>
                public static LRScheduler OneCycleLR(
                    Optimizer optimizer,
                    double max_lr,
                    int total_steps,
                    double pct_start = 0.3,
                    string anneal_strategy = "cos",
                    bool cycle_momentum = true,
                    double base_momentum = 0.85,
                    double max_momentum = 0.95,
                    double div_factor = 25,
                    double final_div_factor = 1e4,
                    bool three_phase = false)
                {
                    if (total_steps < 1)
                    {
                        throw new ArgumentOutOfRangeException(nameof(total_steps), total_steps, "The number of steps must be at least 1.");
                    }
                    if (!(pct_start >= 0 && pct_start <= 1))
                    {
                        throw new ArgumentOutOfRangeException(nameof(pct_start), pct_start, "The fraction must be from 0 to 1.");
                    }
                    double first = max_lr / div_factor;
                    var plan = new OneCyclePlan(total_steps, pct_start, three_phase, anneal_strategy);
                    return new OneCycleLRSchedule(
                        optimizer, plan, (first, max_lr, first / final_div_factor), cycle_momentum, (base_momentum, max_momentum));
                }

                private sealed class OneCycleLRSchedule : LRScheduler
                {
                    private readonly OneCyclePlan plan;
                    private readonly (double first, double greatest, double last) rates;
                    private readonly (double least, double greatest) momenta;
                    private readonly bool changesMomentum;

                    internal OneCycleLRSchedule(
                        Optimizer optimizer,
                        OneCyclePlan plan,
                        (double first, double greatest, double last) rates,
                        bool changesMomentum,
                        (double least, double greatest) momenta)
                        : base(optimizer, rates.first)
                    {
                        this.plan = plan;
                        this.rates = rates;
                        this.changesMomentum = changesMomentum;
                        this.momenta = momenta;
                        Update();
                    }

                    private protected override double Next(int group, double current)
                    {
                        if (changesMomentum)
                        {
                            SetMomentum(Groups[group], plan.At(last_epoch, momenta.greatest, momenta.least, momenta.greatest));
                        }
                        return plan.At(last_epoch, rates.first, rates.greatest, rates.last);
                    }

                    private static void SetMomentum(ParamGroup group, double momentum)
                    {
                        IReadOnlyDictionary<string, object?> options = group.Options;
                        if (options.ContainsKey("momentum"))
                        {
                            group["momentum"] = momentum;
                        }
                        else if (options.TryGetValue("betas", out object? betas))
                        {
                            group["betas"] = (momentum, (((double, double))betas!).Item2);
                        }
                        else
                        {
                            throw new ArgumentException("The optimizer has no momentum to change: pass cycle_momentum: false.");
                        }
                    }
                }
            }
        }
    }
}
