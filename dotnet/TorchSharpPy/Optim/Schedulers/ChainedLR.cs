using System;
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
                /// <summary>Makes the step of several schedulers, each on what the one before it has set.</summary>
                /// <param name="schedulers">The schedulers, all of one optimizer.</param>
                /// <exception cref="ArgumentException">There are no schedulers, or they are of different optimizers.</exception>
                public static LRScheduler ChainedLR(IEnumerable<LRScheduler> schedulers) => new impl.ChainedLR(schedulers);

                /// <inheritdoc cref="ChainedLR"/>
                public static LRScheduler ChainedScheduler(IEnumerable<LRScheduler> schedulers) => new impl.ChainedLR(schedulers);

                public static partial class impl
                {
                    /// <summary>Makes the step of several schedulers, each on what the one before it has set.</summary>
                    public sealed class ChainedLR : LRScheduler
                    {
                        private readonly LRScheduler[] schedulers;

                        internal ChainedLR(IEnumerable<LRScheduler> schedulers)
                            : this(Together(schedulers, null))
                        {
                        }

                        private ChainedLR(LRScheduler[] schedulers)
                            : base(schedulers[0].Owner, -1, false)
                        {
                            this.schedulers = schedulers;
                            last_epoch = schedulers[0].last_epoch;
                            TakeRates();
                        }

                        /// <inheritdoc/>
                        public override void step()
                        {
                            Array.ForEach(schedulers, scheduler => scheduler.step());
                            last_epoch = schedulers[0].last_epoch;
                            TakeRates();
                        }

                        /// <inheritdoc/>
                        public override void step(int? epoch) => NoEpoch(epoch);

                        internal override void Undo() => Array.ForEach(schedulers, scheduler => scheduler.Undo());

                        internal override void Advance(int? epoch) => NoEpoch(epoch);

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            state["_last_lr"] = get_last_lr().ToArray();
                            state["_schedulers"] = WriteAll(schedulers);
                        }

                        private protected override void Read(NamedState state)
                        {
                            TakeRates(state.Numbers("_last_lr", Groups.Count));
                            ReadAll(state, schedulers);
                            last_epoch = schedulers[0].last_epoch;
                        }
                    }
                }
            }
        }
    }
}
