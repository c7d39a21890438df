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
            /// <summary>L-BFGS, which evaluates the loss several times in a step: <c>step(closure)</c>. It takes one group.</summary>
            /// <param name="parameters">What is trained.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="max_iter">The most iterations in a step.</param>
            /// <param name="max_eval">The most evaluations in a step; 1.25 times max_iter where left out.</param>
            /// <param name="tolerance_grad">It stops where the gradient is no greater.</param>
            /// <param name="tolerance_change">It stops where the loss or the parameters change less.</param>
            /// <param name="history_size">How many steps are remembered.</param>
            /// <param name="line_search_fn"><c>"strong_wolfe"</c> to search along a line; null to step by the learning rate.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static LBFGS LBFGS(
                IEnumerable<Tensor> parameters,
                double lr = 1, long max_iter = 20, long? max_eval = null, double tolerance_grad = 1e-7,
                double tolerance_change = 1e-9, long history_size = 100, string? line_search_fn = null) =>
                new LBFGS(
                    new[] { new ParamGroup(parameters) },
                    lr,
                    max_iter,
                    max_eval,
                    tolerance_grad,
                    tolerance_change,
                    history_size,
                    line_search_fn);

            /// <summary>L-BFGS, which evaluates the loss several times in a step: <c>step(closure)</c>. It takes one group.</summary>
            /// <param name="parameters">What is trained, with names, which do not count.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="max_iter">The most iterations in a step.</param>
            /// <param name="max_eval">The most evaluations in a step; 1.25 times max_iter where left out.</param>
            /// <param name="tolerance_grad">It stops where the gradient is no greater.</param>
            /// <param name="tolerance_change">It stops where the loss or the parameters change less.</param>
            /// <param name="history_size">How many steps are remembered.</param>
            /// <param name="line_search_fn"><c>"strong_wolfe"</c> to search along a line; null to step by the learning rate.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static LBFGS LBFGS(
                IEnumerable<(string name, Parameter parameter)> parameters,
                double lr = 1, long max_iter = 20, long? max_eval = null, double tolerance_grad = 1e-7,
                double tolerance_change = 1e-9, long history_size = 100, string? line_search_fn = null) =>
                LBFGS(
                    parameters.Select(item => item.parameter),
                    lr,
                    max_iter,
                    max_eval,
                    tolerance_grad,
                    tolerance_change,
                    history_size,
                    line_search_fn);

            /// <summary>L-BFGS, which evaluates the loss several times in a step: <c>step(closure)</c>. It takes one group.</summary>
            /// <param name="parameters">What is trained, in groups that may have options of their own.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="max_iter">The most iterations in a step.</param>
            /// <param name="max_eval">The most evaluations in a step; 1.25 times max_iter where left out.</param>
            /// <param name="tolerance_grad">It stops where the gradient is no greater.</param>
            /// <param name="tolerance_change">It stops where the loss or the parameters change less.</param>
            /// <param name="history_size">How many steps are remembered.</param>
            /// <param name="line_search_fn"><c>"strong_wolfe"</c> to search along a line; null to step by the learning rate.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static LBFGS LBFGS(
                IEnumerable<ParamGroup> parameters,
                double lr = 1, long max_iter = 20, long? max_eval = null, double tolerance_grad = 1e-7,
                double tolerance_change = 1e-9, long history_size = 100, string? line_search_fn = null) =>
                new LBFGS(parameters, lr, max_iter, max_eval, tolerance_grad, tolerance_change, history_size, line_search_fn);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>L-BFGS, which evaluates the loss several times in a step: <c>step(closure)</c>. It takes one group.</summary>
    public sealed class LBFGS : torch.optim.Optimizer
    {
        internal LBFGS(
            IEnumerable<ParamGroup> groups,
            double lr, long max_iter, long? max_eval, double tolerance_grad,
            double tolerance_change, long history_size, string? line_search_fn)
            : base(nameof(LBFGS), groups, new Dictionary<string, object?>
            {
                ["lr"] = lr,
                ["max_iter"] = max_iter,
                ["max_eval"] = max_eval,
                ["tolerance_grad"] = tolerance_grad,
                ["tolerance_change"] = tolerance_change,
                ["history_size"] = history_size,
                ["line_search_fn"] = line_search_fn,
            })
        {
        }
    }
}
