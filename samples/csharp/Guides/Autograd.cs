using System;
using System.Collections.Generic;
using TorchSharpPy;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.autograd;

namespace Guides
{
    static class Autograd
    {
        public static void Run()
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = tensor(new[] { 1.0, -2.0, 3.0 }, requires_grad: true);
            Tensor y = Swish.apply(x);
            y.sum().backward();

            Tensor twin = x.detach().requires_grad_();
            torch.nn.functional.silu(twin).sum().backward();
            Console.WriteLine(x.grad!.allclose(twin.grad!)); // True

            Tensor first = grad(new[] { Swish.apply(x).sum() }, new[] { x }, create_graph: true)[0];
            Tensor second = grad(new[] { first.sum() }, new[] { x })[0];
            Tensor hessian = functional.hessian(given => torch.nn.functional.silu(given).sum(), x);
            Console.WriteLine(second.allclose(hessian.diagonal())); // True

            using (x.register_hook(gradient => gradient.clamp(-1, 1)))
            {
                x.grad = null;
                (100 * x).sum().backward();
                Console.WriteLine(x.grad!.max().ToDouble()); // 1
            }

            try
            {
                Refusing.apply(x).sum().backward();
            }
            catch (NotSupportedException error) // the one that backward threw
            {
                Console.WriteLine(error.Message); // no derivative
            }

            (Tensor _, Tensor product) = functional.hvp(given => given.pow(3).sum(), x, ones_like(x));
            Console.WriteLine(product.allclose(6 * x)); // True
        }

        private sealed class Swish : SingleTensorFunction<Swish>
        {
            public override string Name => nameof(Swish);

            public override Tensor forward(AutogradContext ctx, params object[] vars)
            {
                var x = (Tensor)vars[0];
                ctx.save_for_backward(new List<Tensor> { x });
                return x * x.sigmoid();
            }

            public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
            {
                Tensor x = ctx.get_saved_variables()[0];
                Tensor s = x.sigmoid();
                return new List<Tensor> { grad_output * s * (1 + (x * (1 - s))) };
            }
        }

        private sealed class Refusing : SingleTensorFunction<Refusing>
        {
            public override string Name => nameof(Refusing);

            public override Tensor forward(AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).round();

            public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
                throw new NotSupportedException("no derivative");
        }
    }
}
