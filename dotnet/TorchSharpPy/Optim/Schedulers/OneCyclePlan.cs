using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch.optim.lr_scheduler.impl.OneCycleLR;

namespace TorchSharpPy.Optim
{
    /// <summary>The phases of a one-cycle schedule: up to a turning point, optionally back, and to the end.</summary>
    internal sealed class OneCyclePlan
    {
        private static readonly string[] StrategyNames = { "cos", "linear" };

        // What the phases go through in PyTorch, which names the numbers of a group.
        private static readonly string[] Rates = { "initial_lr", "max_lr", "min_lr" };
        private static readonly string[] Momenta = { "max_momentum", "base_momentum", "max_momentum" };

        private long steps;
        private double[] ends;
        private AnnealStrategy strategy;

        /// <summary>Creates a plan.</summary>
        /// <param name="steps">The number of steps.</param>
        /// <param name="rising">The fraction of the steps before the turning point.</param>
        /// <param name="threePhases">Whether to go back to the first value before going to the last one.</param>
        /// <param name="strategy">The form of the way.</param>
        /// <exception cref="ArgumentException">The strategy is unknown.</exception>
        internal OneCyclePlan(int steps, double rising, bool threePhases, AnnealStrategy strategy)
        {
            this.steps = steps;
            this.strategy = Enum.IsDefined(typeof(AnnealStrategy), strategy)
                ? strategy
                : throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "There is no such strategy.");
            ends = threePhases
                ? new[] { (rising * steps) - 1, (2 * rising * steps) - 2, steps - 1 }
                : new[] { (rising * steps) - 1, steps - 1 };
        }

        /// <summary>A value at a step.</summary>
        /// <param name="step">The step, from 0.</param>
        /// <param name="first">The value at the start.</param>
        /// <param name="turning">The value at the turning point.</param>
        /// <param name="last">The value at the end.</param>
        /// <exception cref="InvalidOperationException">The step is after the last one.</exception>
        internal double At(int step, double first, double turning, double last)
        {
            if (step > steps)
            {
                throw new InvalidOperationException(
                    FormattableString.Invariant($"The scheduler was created for {steps} steps, and this is step {step}") +
                    ": create it with more total_steps.");
            }
            double[] values = Stations(first, turning, last);
            int phase = 0;
            while (phase < ends.Length - 1 && step > ends[phase])
            {
                phase++;
            }
            double start = phase == 0 ? 0 : ends[phase - 1];
            double length = ends[phase] - start, from = values[phase], to = values[phase + 1];
            double part = length > 0 ? (step - start) / length : 1; // a phase without steps is over at once
            return strategy == AnnealStrategy.Cos
                ? to + ((from - to) / 2.0 * (Math.Cos(Math.PI * part) + 1))
                : ((to - from) * part) + from;
        }

        /// <summary>Adds what it is to the state of a scheduler.</summary>
        internal void Write(Dictionary<string, object?> state)
        {
            string[] rates = Stations(Rates[0], Rates[1], Rates[2]);
            string[] momenta = Stations(Momenta[0], Momenta[1], Momenta[2]);
            state["total_steps"] = steps;
            state["_anneal_func_type"] = StrategyNames[(int)strategy];
            state["_schedule_phases"] = ends.Select((end, phase) => (object?)new Dictionary<string, object?>
            {
                ["end_step"] = end,
                ["start_lr"] = rates[phase],
                ["end_lr"] = rates[phase + 1],
                ["start_momentum"] = momenta[phase],
                ["end_momentum"] = momenta[phase + 1],
            }).ToArray();
        }

        /// <summary>Takes over a state.</summary>
        internal void Read(NamedState state)
        {
            double[] given = state.States("_schedule_phases").Select(phase => phase.Number("end_step")).ToArray();
            ends = given.Length == 2 || given.Length == 3
                ? given
                : throw OptimizerState.Wrong($"The state of the scheduler has {given.Length} phases: expected 2 or 3.");
            steps = state.PositiveInteger("total_steps");
            strategy = (AnnealStrategy)state.Choice("_anneal_func_type", StrategyNames);
        }

        private T[] Stations<T>(T first, T turning, T last) =>
            ends.Length == 3 ? new[] { first, turning, first, last } : new[] { first, turning, last };
    }
}
