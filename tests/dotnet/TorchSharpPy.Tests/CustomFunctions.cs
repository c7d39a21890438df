using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.autograd;

namespace TorchSharpPy.Tests
{
    /// <summary>Functions with their own derivatives. Their twins in Python are in tests/models/custom_functions.py.</summary>
    public static class CustomFunctions
    {
        /// <summary>x^3 * factor: an argument that is not a tensor.</summary>
        public sealed class Cube : SingleTensorFunction<Cube>
        {
            public override string Name => "Cube";

            public override Tensor forward(AutogradContext ctx, params object[] vars)
            {
                var x = (Tensor)vars[0];
                ctx.save_for_backward(new List<Tensor> { x });
                ctx.save_data("factor", vars[1]);
                return x.pow(3) * (double)vars[1];
            }

            public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
            {
                Tensor x = ctx.get_saved_variables()[0];
                return new List<Tensor> { grad_output * x * x * 3 * (double)ctx.get_data("factor"), null! };
            }
        }

        /// <summary>exp(x), which saves its result.</summary>
        public sealed class Exp : SingleTensorFunction<Exp>
        {
            public override string Name => "Exp";

            public override Tensor forward(AutogradContext ctx, params object[] vars)
            {
                Tensor result = ((Tensor)vars[0]).exp();
                ctx.save_for_backward(new List<Tensor> { result });
                return result;
            }

            public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
                new List<Tensor> { grad_output * ctx.get_saved_variables()[0] };
        }

        /// <summary>x @ weight.T, and computes only the gradients that are needed.</summary>
        public sealed class Linear : SingleTensorFunction<Linear>
        {
            public override string Name => "Linear";

            public override Tensor forward(AutogradContext ctx, params object[] vars)
            {
                ctx.save_for_backward(vars.Cast<Tensor>().ToList());
                return ((Tensor)vars[0]).mm(((Tensor)vars[1]).t());
            }

            public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
            {
                List<Tensor> saved = ctx.get_saved_variables();
                IReadOnlyList<bool> needed = ctx.needs_input_grad;
                return new List<Tensor>
                {
                    needed[0] ? grad_output.mm(saved[1]) : null!,
                    needed[1] ? grad_output.t().mm(saved[0]) : null!,
                };
            }
        }

        /// <summary>sin(x), cos(x) and the signs of x, which have no gradient.</summary>
        public sealed class Waves : MultiTensorFunction<Waves>
        {
            public override string Name => "Waves";

            public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
            {
                var x = (Tensor)vars[0];
                Tensor signs = x.sign();
                ctx.save_for_backward(new List<Tensor> { x, null! });
                ctx.mark_non_differentiable(new List<Tensor> { signs });
                return new List<Tensor> { x.sin(), x.cos(), signs };
            }

            public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
            {
                Tensor x = ctx.get_saved_variables()[0];
                return new List<Tensor> { (grad_outputs[0] * x.cos()) - (grad_outputs[1] * x.sin()) };
            }
        }

        /// <summary>The same without zeros for results that are not used.</summary>
        public sealed class LazyWaves : MultiTensorFunction<LazyWaves>
        {
            public override string Name => "LazyWaves";

            public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
            {
                var x = (Tensor)vars[0];
                ctx.set_materialize_grads(false);
                ctx.save_for_backward(new List<Tensor> { x });
                return new List<Tensor> { x.sin(), x.cos() };
            }

            public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
            {
                Tensor x = ctx.get_saved_variables()[0];
                Tensor ofSine = grad_outputs[0] is null ? null! : grad_outputs[0] * x.cos();
                Tensor ofCosine = grad_outputs[1] is null ? null! : grad_outputs[1] * x.sin();
                return new List<Tensor> { ofSine is null ? -ofCosine : ofCosine is null ? ofSine : ofSine - ofCosine };
            }
        }

        /// <summary>Doubles its argument in place.</summary>
        public sealed class Doubling : SingleTensorFunction<Doubling>
        {
            public override string Name => "Doubling";

            public override Tensor forward(AutogradContext ctx, params object[] vars)
            {
                var x = (Tensor)vars[0];
                x.mul_(2);
                ctx.mark_dirty(new List<Tensor> { x });
                return x;
            }

            public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
                new List<Tensor> { grad_output * 2 };
        }

        /// <summary>Returns its argument, and turns its gradient around.</summary>
        public sealed class Reversal : SingleTensorFunction<Reversal>
        {
            public override string Name => "Reversal";

            public override Tensor forward(AutogradContext ctx, params object[] vars) => (Tensor)vars[0];

            public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => new List<Tensor> { -grad_output };
        }

        /// <summary>Calls an action in its backward.</summary>
        public sealed class Acting : SingleTensorFunction<Acting>
        {
            public override string Name => "Acting";

            public override Tensor forward(AutogradContext ctx, params object[] vars)
            {
                ctx.save_data("action", vars[1]);
                return ((Tensor)vars[0]) * 1;
            }

            public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
            {
                ((Action<AutogradContext, Tensor>)ctx.get_data("action"))(ctx, grad_output);
                return new List<Tensor> { grad_output, null! };
            }
        }

        /// <summary>Calls one of them, for Python.</summary>
        public static Tensor[] Apply(string name, Tensor[] inputs)
        {
            switch (name)
            {
                case "Cube":
                    return new[] { Cube.apply(inputs[0], 0.5) };
                case "Exp":
                    return new[] { Exp.apply(inputs[0]) };
                case "Linear":
                    return new[] { Linear.apply(inputs[0], inputs[1]) };
                case "Waves":
                    return Waves.apply(inputs[0]).ToArray();
                case "LazyWaves":
                    return LazyWaves.apply(inputs[0]).ToArray();
                case "Doubling":
                    return new[] { Doubling.apply(inputs[0] * 3) };
                case "Reversal":
                    return new[] { Reversal.apply(inputs[0]) };
                case "Failing":
                    return new[] { Acting.apply(inputs[0], Failing) };
                default:
                    throw new ArgumentException(name);
            }
        }

        private static readonly Action<AutogradContext, Tensor> Failing =
            (ctx, gradient) => throw new NotSupportedException("no derivative today");
    }
}
