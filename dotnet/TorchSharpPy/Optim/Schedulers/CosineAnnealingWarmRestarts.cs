using System;
using System.Collections.Generic;
using TorchSharpPy.Optim;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static partial class lr_scheduler
            {
                /// <summary>Lowers the learning rate along a cosine, and begins again, each time for longer.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="T_0">The number of steps before it begins again for the first time.</param>
                /// <param name="T_mult">How many times longer each run is than the one before.</param>
                /// <param name="eta_min">The lowest learning rate.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
                public static LRScheduler CosineAnnealingWarmRestarts(
                    Optimizer optimizer, int T_0, int T_mult = 1, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                    new impl.CosineAnnealingWarmRestarts(optimizer, T_0, T_mult, eta_min, last_epoch, verbose);

                public static partial class impl
                {
                    /// <summary>Lowers the learning rate along a cosine, and begins again, each time for longer.</summary>
                    public sealed class CosineAnnealingWarmRestarts : LRScheduler
                    {
                        private long firstLength;
                        private long factor;
                        private long length;
                        private double etaMin;
                        private long place;

                        internal CosineAnnealingWarmRestarts(
                            Optimizer optimizer, int T_0, int T_mult, double eta_min, int last_epoch, bool verbose)
                            : base(optimizer, last_epoch, verbose)
                        {
                            firstLength = length = T_0 > 0
                                ? T_0
                                : throw new ArgumentOutOfRangeException(nameof(T_0), T_0, "The number of steps must be at least 1.");
                            factor = T_mult > 0
                                ? T_mult
                                : throw new ArgumentOutOfRangeException(nameof(T_mult), T_mult, "The factor must be at least 1.");
                            etaMin = eta_min;
                            place = last_epoch;
                            Start();
                        }

                        /// <inheritdoc/>
                        public override void step() => Advance(null);

                        /// <inheritdoc/>
                        public override void step(int? epoch) => Advance(epoch);

                        private protected override double Next(int group, double current) =>
                            etaMin + ((InitialRate(group) - etaMin) * (1 + Math.Cos(Math.PI * place / length)) / 2);

                        internal override void Advance(int? epoch)
                        {
                            if (epoch < 0)
                            {
                                throw new ArgumentOutOfRangeException(nameof(epoch), epoch, "The step must be 0 or more.");
                            }
                            int? given = epoch ?? (last_epoch < 0 ? 0 : default(int?));
                            if (given is int step)
                            {
                                (place, length) = (step, firstLength);
                                while (place >= length)
                                {
                                    place -= length;
                                    length *= factor;
                                }
                                base.Advance(step);
                                return;
                            }
                            if (++place >= length)
                            {
                                place %= length;
                                length *= factor;
                            }
                            base.Advance(null);
                        }

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            base.Write(state);
                            state["T_0"] = firstLength;
                            state["T_i"] = length;
                            state["T_mult"] = factor;
                            state["eta_min"] = etaMin;
                            state["T_cur"] = place;
                        }

                        private protected override void Read(NamedState state)
                        {
                            base.Read(state);
                            firstLength = state.PositiveInteger("T_0");
                            length = state.PositiveInteger("T_i");
                            factor = state.PositiveInteger("T_mult");
                            etaMin = state.Number("eta_min");
                            place = state.Integer("T_cur");
                        }
                    }
                }
            }
        }
    }
}
