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
                /// <summary>Uses one scheduler after the other.</summary>
                /// <param name="optimizer">The optimizer of all of them.</param>
                /// <param name="schedulers">The schedulers, which were just created.</param>
                /// <param name="milestones">The steps at which each but the first begins.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <exception cref="ArgumentException">
                /// There are no schedulers, one is of another optimizer, or the number of milestones does not fit.
                /// </exception>
                public static LRScheduler SequentialLR(
                    Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1) =>
                    new impl.SequentialLR(optimizer, schedulers, milestones, last_epoch);

                public static partial class impl
                {
                    /// <summary>Uses one scheduler after the other.</summary>
                    public sealed class SequentialLR : LRScheduler
                    {
                        private readonly LRScheduler[] schedulers;
                        private long[] milestones;

                        internal SequentialLR(
                            Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch)
                            : base(optimizer, -1, false)
                        {
                            this.schedulers = Together(schedulers, optimizer);
                            this.milestones = (milestones ?? throw new ArgumentNullException(nameof(milestones)))
                                .Select(step => (long)step).ToArray();
                            if (this.milestones.Length != this.schedulers.Length - 1)
                            {
                                throw new ArgumentException(
                                    $"Expected {this.schedulers.Length - 1} milestones, one for each scheduler but the first, got " +
                                    $"{this.milestones.Length}.",
                                    nameof(milestones));
                            }
                            this.last_epoch = last_epoch + 1;
                            foreach (ParamGroup group in Groups)
                            {
                                group.LearningRate = group.InitialLearningRate;
                            }
                            Undo();
                            LRScheduler first = this.schedulers[At(0)];
                            first.Start();
                            TakeRates(first.get_last_lr());
                        }

                        /// <inheritdoc/>
                        public override void step()
                        {
                            last_epoch++;
                            int place = At(last_epoch);
                            LRScheduler current = schedulers[place];
                            if (place > 0 && milestones[place - 1] == last_epoch)
                            {
                                current.Advance(0);
                            }
                            else
                            {
                                current.step();
                            }
                            TakeRates(current.get_last_lr());
                        }

                        /// <inheritdoc/>
                        public override void step(int? epoch) => NoEpoch(epoch);

                        /// <summary>Takes back the first steps, which the schedulers made when they were created.</summary>
                        internal override void Undo() => Array.ForEach(schedulers, scheduler => scheduler.Undo());

                        internal override void Advance(int? epoch)
                        {
                            if (epoch == null)
                            {
                                step();
                            }
                            else
                            {
                                NoEpoch(epoch);
                            }
                        }

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            state["_milestones"] = milestones;
                            state["last_epoch"] = (long)last_epoch;
                            state["_last_lr"] = get_last_lr().ToArray();
                            state["_schedulers"] = WriteAll(schedulers);
                        }

                        private protected override void Read(NamedState state)
                        {
                            milestones = state.Integers("_milestones", milestones.Length);
                            last_epoch = (int)state.Integer("last_epoch");
                            TakeRates(state.Numbers("_last_lr", Groups.Count));
                            ReadAll(state, schedulers);
                        }

                        private int At(long epoch) => milestones.TakeWhile(step => step <= epoch).Count();
                    }
                }
            }
        }
    }
}
