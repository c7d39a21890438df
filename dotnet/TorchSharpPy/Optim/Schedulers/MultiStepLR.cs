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
                /// <summary>Multiplies the learning rate by a factor at given steps.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="milestones">The steps; a step that is listed twice counts twice.</param>
                /// <param name="gamma">The factor.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                public static LRScheduler MultiStepLR(
                    Optimizer optimizer, IEnumerable<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                    new impl.MultiStepLR(optimizer, milestones, gamma, last_epoch, verbose);

                public static partial class impl
                {
                    /// <summary>Multiplies the learning rate by a factor at given steps.</summary>
                    public sealed class MultiStepLR : LRScheduler
                    {
                        private Dictionary<long, long> milestones;
                        private double gamma;

                        internal MultiStepLR(Optimizer optimizer, IEnumerable<int> milestones, double gamma, int last_epoch, bool verbose)
                            : base(optimizer, last_epoch, verbose)
                        {
                            this.milestones = (milestones ?? throw new ArgumentNullException(nameof(milestones)))
                                .GroupBy(step => (long)step).ToDictionary(step => step.Key, step => (long)step.Count());
                            this.gamma = gamma;
                            Start();
                        }

                        private protected override bool HasClosedForm => true;

                        private protected override double Next(int group, double current) =>
                            milestones.TryGetValue(last_epoch, out long times) ? current * Math.Pow(gamma, times) : current;

                        private protected override double ClosedForm(double initial) =>
                            initial * Math.Pow(gamma, milestones.Where(step => step.Key <= last_epoch).Sum(step => step.Value));

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            base.Write(state);
                            state["milestones"] = new Dictionary<long, long>(milestones); // in Python a dict that counts
                            state["gamma"] = gamma;
                        }

                        private protected override void Read(NamedState state)
                        {
                            base.Read(state);
                            milestones = state.Counts("milestones");
                            gamma = state.Number("gamma");
                        }
                    }
                }
            }
        }
    }
}
