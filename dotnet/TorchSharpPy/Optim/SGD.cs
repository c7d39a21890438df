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
            /// <summary>Stochastic gradient descent, with momentum.</summary>
            /// <param name="parameters">What is trained.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="momentum">How much of the last step goes into the next.</param>
            /// <param name="dampening">How much less of the gradient goes into the momentum.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="nesterov">Nesterov's momentum; it needs momentum, and no dampening.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static SGD SGD(
                IEnumerable<Tensor> parameters,
                double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false) =>
                new SGD(new[] { new ParamGroup(parameters) }, lr, momentum, dampening, weight_decay, nesterov);

            /// <summary>Stochastic gradient descent, with momentum.</summary>
            /// <param name="parameters">What is trained, with names, which do not count.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="momentum">How much of the last step goes into the next.</param>
            /// <param name="dampening">How much less of the gradient goes into the momentum.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="nesterov">Nesterov's momentum; it needs momentum, and no dampening.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static SGD SGD(
                IEnumerable<(string name, Parameter parameter)> parameters,
                double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false) =>
                SGD(parameters.Select(item => item.parameter), lr, momentum, dampening, weight_decay, nesterov);

            /// <summary>Stochastic gradient descent, with momentum.</summary>
            /// <param name="parameters">What is trained, in groups that may have options of their own.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="momentum">How much of the last step goes into the next.</param>
            /// <param name="dampening">How much less of the gradient goes into the momentum.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="nesterov">Nesterov's momentum; it needs momentum, and no dampening.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static SGD SGD(
                IEnumerable<ParamGroup> parameters,
                double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false) =>
                new SGD(parameters, lr, momentum, dampening, weight_decay, nesterov);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Stochastic gradient descent, with momentum.</summary>
    public sealed class SGD : torch.optim.Optimizer
    {
        internal SGD(
            IEnumerable<ParamGroup> groups,
            double lr, double momentum, double dampening, double weight_decay, bool nesterov)
            : base(nameof(SGD), groups, new Dictionary<string, object?>
            {
                ["lr"] = lr,
                ["momentum"] = momentum,
                ["dampening"] = dampening,
                ["weight_decay"] = weight_decay,
                ["nesterov"] = nesterov,
            })
        {
        }
    }
}
