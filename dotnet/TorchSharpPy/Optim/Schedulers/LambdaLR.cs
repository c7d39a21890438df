using System;
using System.Collections.Generic;
using System.Linq;

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
                public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda) =>
                    new LambdaLRSchedule(optimizer, lr_lambda);

                /// <summary>Multiplies the initial learning rates by functions of the step number.</summary>
                /// <param name="optimizer">The optimizer.</param>
                /// <param name="lr_lambdas">One function for each group, which returns the factor for a step, from 0.</param>
                /// <exception cref="ArgumentException">The number of functions is not the number of groups.</exception>
                public static LRScheduler LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas) =>
                    new LambdaLRSchedule(optimizer, lr_lambdas.ToArray());

                private sealed class LambdaLRSchedule : LRScheduler
                {
                    private readonly Func<int, double>[] lambdas;

                    /// <summary>One function for each group, or one for all.</summary>
                    internal LambdaLRSchedule(Optimizer optimizer, params Func<int, double>[] given)
                        : base(optimizer)
                    {
                        lambdas = given.Length == 1 ? Enumerable.Repeat(given[0], Groups.Count).ToArray() : given;
                        if (lambdas.Length != Groups.Count)
                        {
                            throw new ArgumentException(
                                $"Expected {Groups.Count} functions, one for each group of the optimizer, got {lambdas.Length}.",
                                nameof(given));
                        }
                        Update();
                    }

                    private protected override double Next(int group, double current) => InitialRate(group) * lambdas[group](last_epoch);
                }
            }
        }
    }
}
