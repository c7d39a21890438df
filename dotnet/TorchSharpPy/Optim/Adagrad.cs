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
            /// <summary>Adagrad: steps divided by the root of the sum of all squared gradients.</summary>
            /// <param name="parameters">What is trained.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="lr_decay">How fast the learning rate falls.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="initial_accumulator_value">What the sums start with.</param>
            /// <param name="eps">Added to the denominator.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static Adagrad Adagrad(
                IEnumerable<Tensor> parameters,
                double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                new Adagrad(new[] { new ParamGroup(parameters) }, lr, lr_decay, weight_decay, initial_accumulator_value, eps);

            /// <summary>Adagrad: steps divided by the root of the sum of all squared gradients.</summary>
            /// <param name="parameters">What is trained, with names, which do not count.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="lr_decay">How fast the learning rate falls.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="initial_accumulator_value">What the sums start with.</param>
            /// <param name="eps">Added to the denominator.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static Adagrad Adagrad(
                IEnumerable<(string name, Parameter parameter)> parameters,
                double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                Adagrad(parameters.Select(item => item.parameter), lr, lr_decay, weight_decay, initial_accumulator_value, eps);

            /// <summary>Adagrad: steps divided by the root of the sum of all squared gradients.</summary>
            /// <param name="parameters">What is trained, in groups that may have options of their own.</param>
            /// <param name="lr">The learning rate.</param>
            /// <param name="lr_decay">How fast the learning rate falls.</param>
            /// <param name="weight_decay">The factor of the L2 penalty.</param>
            /// <param name="initial_accumulator_value">What the sums start with.</param>
            /// <param name="eps">Added to the denominator.</param>
            /// <exception cref="ArgumentException">There are no parameters.</exception>
            /// <exception cref="TorchValueException">An option is out of range; or a parameter is no leaf, or there twice.</exception>
            public static Adagrad Adagrad(
                IEnumerable<ParamGroup> parameters,
                double lr = 1e-2, double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                new Adagrad(parameters, lr, lr_decay, weight_decay, initial_accumulator_value, eps);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Adagrad: steps divided by the root of the sum of all squared gradients.</summary>
    public sealed class Adagrad : torch.optim.Optimizer
    {
        internal Adagrad(
            IEnumerable<ParamGroup> groups,
            double lr, double lr_decay, double weight_decay, double initial_accumulator_value, double eps)
            : base(nameof(Adagrad), groups, new Dictionary<string, object?>
            {
                ["lr"] = lr,
                ["lr_decay"] = lr_decay,
                ["weight_decay"] = weight_decay,
                ["initial_accumulator_value"] = initial_accumulator_value,
                ["eps"] = eps,
            })
        {
        }
    }
}
