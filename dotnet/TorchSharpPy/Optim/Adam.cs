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
            /// <summary>Adam: steps by running means of the gradient and its square.</summary>
            /// <param name="parameters">What is trained.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="beta1">How slowly the mean of the gradient changes.</param>
            /// <param name="beta2">How slowly the mean of its square changes.</param>
            /// <param name="eps">Added to the denominator.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="amsgrad">Whether the greatest mean of squares so far is used.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static Adam Adam(
                IEnumerable<Tensor> parameters,
                double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-8, double weight_decay = 0, bool amsgrad = false) =>
                new Adam(new[] { new ParamGroup(parameters) }, lr, beta1, beta2, eps, weight_decay, amsgrad);

            /// <summary>Adam: steps by running means of the gradient and its square.</summary>
            /// <param name="parameters">What is trained, with names, which do not count.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="beta1">How slowly the mean of the gradient changes.</param>
            /// <param name="beta2">How slowly the mean of its square changes.</param>
            /// <param name="eps">Added to the denominator.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="amsgrad">Whether the greatest mean of squares so far is used.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static Adam Adam(
                IEnumerable<(string name, Parameter parameter)> parameters,
                double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-8, double weight_decay = 0, bool amsgrad = false) =>
                Adam(parameters.Select(item => item.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad);

            /// <summary>Adam: steps by running means of the gradient and its square.</summary>
            /// <param name="parameters">What is trained, in groups that may have options of their own.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="beta1">How slowly the mean of the gradient changes.</param>
            /// <param name="beta2">How slowly the mean of its square changes.</param>
            /// <param name="eps">Added to the denominator.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="amsgrad">Whether the greatest mean of squares so far is used.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static Adam Adam(
                IEnumerable<ParamGroup> parameters,
                double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1e-8, double weight_decay = 0, bool amsgrad = false) =>
                new Adam(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Adam: steps by running means of the gradient and its square.</summary>
    public sealed class Adam : torch.optim.Optimizer
    {
        internal Adam(
            IEnumerable<ParamGroup> groups,
            double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad)
            : base(nameof(Adam), groups, new Dictionary<string, object?>
            {
                ["lr"] = lr,
                ["betas"] = (beta1, beta2),
                ["eps"] = eps,
                ["weight_decay"] = weight_decay,
                ["amsgrad"] = amsgrad,
            })
        {
        }
    }
}
