using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.autograd;

namespace TorchSharpPy.Tests
{
    /// <summary>Derivatives for Python tests: the functions are those of tests/python/test_derivatives.py.</summary>
    public static class DerivativesFromPython
    {
        /// <summary>From tensors to tensors.</summary>
        public static Tensor[] Function(Tensor[] x) => new[]
        {
            x[0].pow(3) * x[1].sum(),
            (x[0].sin() + x[1].unsqueeze(1)).sum(new long[] { 0 }),
        };

        /// <summary>A view, a new tensor and one that changed: each in a way of its own past autograd, if that has nothing to do.</summary>
        public static Tensor[] Kinds(Tensor x) => new[] { x[1], x + x, x.sin().mul_(3) };

        /// <summary>From tensors to one number.</summary>
        public static Tensor Number(Tensor[] x) => (x[0].pow(3).sum() * x[1].exp().sum()) + x[1].pow(2).sum();

        /// <summary>A number that depends on the first tensor only.</summary>
        public static Tensor Lonely(Tensor[] x) => x[0].pow(2).sum() + x[1].detach().sum();

        public static Tensor[][] Jacobian(Tensor[] x, bool createGraph) => functional.jacobian(Function, x, createGraph);

        public static Tensor[] JacobianOfNumber(Tensor[] x) => functional.jacobian(Number, x);

        public static Tensor[] JacobianOfOne(Tensor x) => functional.jacobian((Tensor one) => new[] { one.pow(3), one.sum() }, x);

        public static Tensor JacobianOfBoth(Tensor x) => functional.jacobian((Tensor one) => one.pow(2).cumsum(0), x);

        public static Tensor[][] Hessian(Tensor[] x, bool createGraph) => functional.hessian(Number, x, createGraph);

        public static Tensor HessianOfOne(Tensor x) => functional.hessian(one => one.pow(3).sum(), x);

        public static Tensor[] Product(string name, Tensor[] x, Tensor[]? v, bool createGraph, bool strict, bool lonely)
        {
            Func<Tensor[], Tensor> number = lonely ? (Func<Tensor[], Tensor>)Lonely : Number;
            Func<Tensor[], Tensor[]> function = lonely ? (given => new[] { Lonely(given) }) : (Func<Tensor[], Tensor[]>)Function;
            switch (name)
            {
                case "vjp":
                    return Both(functional.vjp(function, x, v, createGraph, strict));
                case "jvp":
                    return Both(functional.jvp(function, x, v, createGraph, strict));
                case "vhp":
                    return Both(functional.vhp(number, x, v, createGraph, strict));
                case "hvp":
                    return Both(functional.hvp(number, x, v, createGraph, strict));
                default:
                    throw new ArgumentException(name);
            }
        }

        public static Tensor[] ProductOfOne(string name, Tensor x)
        {
            Tensor Square(Tensor one) => one.pow(3);
            (Tensor, Tensor) both = name switch
            {
                "vjp" => functional.vjp(Square, x),
                "jvp" => functional.jvp(Square, x),
                "vhp" => functional.vhp(Square, x),
                _ => functional.hvp(Square, x),
            };
            return new[] { both.Item1, both.Item2 };
        }

        /// <summary>torch.autograd.grad; null for what is missing.</summary>
        public static Tensor?[] Grad(
            Tensor[] outputs, Tensor[] inputs, Tensor?[]? gradients, bool createGraph, bool allowUnused, bool materialize) =>
            grad(outputs, inputs, gradients!, null, createGraph, allowUnused || materialize, materialize).ToArray();

        public static void Backward(Tensor[] tensors, Tensor?[]? gradients, Tensor[]? inputs) =>
            backward(tensors, gradients!, retain_graph: true, inputs: inputs!);

        /// <summary>Hooks that multiply, and hooks that record what they see.</summary>
        public static torch.nn.HookRemover Multiply(Tensor tensor, double factor) =>
            tensor.register_hook(gradient => gradient * factor);

        public static List<double> Watch(Tensor tensor)
        {
            var seen = new List<double>();
            tensor.register_hook(gradient => { seen.Add(gradient.sum().ToDouble()); });
            return seen;
        }

        public static List<double> WatchAfter(Tensor tensor)
        {
            var seen = new List<double>();
            tensor.register_post_accumulate_grad_hook(leaf => seen.Add(leaf.grad!.sum().ToDouble()));
            return seen;
        }

        private static Tensor[] Both((Tensor[] outputs, Tensor[] products) both) => both.outputs.Concat(both.products).ToArray();

        private static Tensor[] Both((Tensor output, Tensor[] products) both) =>
            new[] { both.output }.Concat(both.products).ToArray();
    }
}
