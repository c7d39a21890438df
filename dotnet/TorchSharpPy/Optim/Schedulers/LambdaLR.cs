using System;
using System.Collections.Generic;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static partial class lr_scheduler
            {
                /// <summary>Multiplies the initial learning rates by a function of the step number.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="lr_lambda">Returns the factor for a step, from 0, for all groups.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                public static LRScheduler LambdaLR(
                    Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                    new impl.LambdaLR(optimizer, new[] { lr_lambda }, last_epoch, verbose);

                /// <summary>Multiplies the initial learning rates by functions of the step number.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="lr_lambdas">One function for each group, which returns the factor for a step, from 0.</param>
                /// <param name="last_epoch">The number of the last step of an earlier run, to continue it; -1 to begin.</param>
                /// <param name="verbose">Whether to write each learning rate to the console.</param>
                /// <exception cref="ArgumentException">The number of functions is not the number of groups.</exception>
                public static LRScheduler LambdaLR(
                    Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false) =>
                    new impl.LambdaLR(optimizer, lr_lambdas, last_epoch, verbose);

                public static partial class impl
                {
                    /// <summary>Multiplies the initial learning rates by functions of the step number.</summary>
                    public sealed class LambdaLR : LRScheduler
                    {
                        private readonly Func<int, double>[] lambdas;

                        /// <summary>One function for each group, or one for all.</summary>
                        internal LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> given, int last_epoch, bool verbose)
                            : base(optimizer, last_epoch, verbose)
                        {
                            lambdas = ForGroups(given, "lr_lambda");
                            Start();
                        }

                        private protected override double Next(int group, double current) =>
                            InitialRate(group) * lambdas[group](last_epoch);

                        private protected override void Write(Dictionary<string, object?> state)
                        {
                            base.Write(state);
                            state["lr_lambdas"] = new object?[lambdas.Length]; // functions are not saved, as in Python
                        }
                    }
                }
            }
        }
    }
}
