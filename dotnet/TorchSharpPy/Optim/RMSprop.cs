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
            /// <summary>RMSprop: steps divided by the root of a running mean of squared gradients.</summary>
            /// <param name="parameters">What is trained.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="alpha">How slowly the mean of squares changes.</param>
            /// <param name="eps">Added to the denominator.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="momentum">How much of the last step goes into the next.</param>
            /// <param name="centered">Whether the mean gradient is subtracted: the variance is used.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static RMSprop RMSprop(
                IEnumerable<Tensor> parameters,
                double lr = 1e-2, double alpha = 0.99, double eps = 1e-8,
                double weight_decay = 0, double momentum = 0, bool centered = false) =>
                new RMSprop(new[] { new ParamGroup(parameters) }, lr, alpha, eps, weight_decay, momentum, centered);

            /// <summary>RMSprop: steps divided by the root of a running mean of squared gradients.</summary>
            /// <param name="parameters">What is trained, with names, which do not count.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="alpha">How slowly the mean of squares changes.</param>
            /// <param name="eps">Added to the denominator.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="momentum">How much of the last step goes into the next.</param>
            /// <param name="centered">Whether the mean gradient is subtracted: the variance is used.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static RMSprop RMSprop(
                IEnumerable<(string name, Parameter parameter)> parameters,
                double lr = 1e-2, double alpha = 0.99, double eps = 1e-8,
                double weight_decay = 0, double momentum = 0, bool centered = false) =>
                RMSprop(parameters.Select(item => item.parameter), lr, alpha, eps, weight_decay, momentum, centered);

            /// <summary>RMSprop: steps divided by the root of a running mean of squared gradients.</summary>
            /// <param name="parameters">What is trained, in groups that may have options of their own.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="alpha">How slowly the mean of squares changes.</param>
            /// <param name="eps">Added to the denominator.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="momentum">How much of the last step goes into the next.</param>
            /// <param name="centered">Whether the mean gradient is subtracted: the variance is used.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static RMSprop RMSprop(
                IEnumerable<ParamGroup> parameters,
                double lr = 1e-2, double alpha = 0.99, double eps = 1e-8,
                double weight_decay = 0, double momentum = 0, bool centered = false) =>
                new RMSprop(parameters, lr, alpha, eps, weight_decay, momentum, centered);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>RMSprop: steps divided by the root of a running mean of squared gradients.</summary>
    public sealed class RMSprop : torch.optim.Optimizer
    {
        internal RMSprop(
            IEnumerable<ParamGroup> groups,
            double lr, double alpha, double eps, double weight_decay, double momentum, bool centered)
            : base(nameof(RMSprop), groups, new Dictionary<string, object?>
            {
                ["lr"] = lr,
                ["alpha"] = alpha,
                ["eps"] = eps,
                ["weight_decay"] = weight_decay,
                ["momentum"] = momentum,
                ["centered"] = centered,
            })
        {
        }
    }
}
