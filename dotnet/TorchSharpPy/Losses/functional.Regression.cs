using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Functions without weights, which modules are built from.</summary>
            public static partial class functional
            {
                /// <summary>The squared difference.</summary>
                /// <param name="input">The model's result.</param>
                /// <param name="target">The target, of the same shape.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match.</exception>
                public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.mse_loss, "aten::mse_loss", "")
                        .With(input).With(target).With(reduction).Tensor();

                /// <summary>The absolute difference.</summary>
                /// <param name="input">The model's result.</param>
                /// <param name="target">The target, of the same shape.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match.</exception>
                public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.l1_loss, "aten::l1_loss", "")
                        .With(input).With(target).With(reduction).Tensor();

                /// <summary>
                /// If the difference is less than beta, its square divided by 2 * beta; else its absolute value minus beta / 2.
                /// </summary>
                /// <param name="input">The model's result.</param>
                /// <param name="target">The target, of the same shape.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <param name="beta">The difference at which the formula changes; 0 for the absolute difference only.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match.</exception>
                public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0) =>
                    OperatorCall.Begin(ref Aten.smooth_l1_loss, "aten::smooth_l1_loss", "")
                        .With(input).With(target).With(reduction).With(beta).Tensor();

                /// <summary>
                /// If the difference is less than delta, half its square; else delta times (its absolute value minus delta / 2).
                /// </summary>
                /// <param name="input">The model's result.</param>
                /// <param name="target">The target, of the same shape.</param>
                /// <param name="delta">The difference at which the formula changes.</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match.</exception>
                public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1.0, Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.huber_loss, "aten::huber_loss", "")
                        .With(input).With(target).With(reduction).With(delta).Tensor();

                /// <summary>The negative log likelihood of counts under a Poisson distribution.</summary>
                /// <param name="input">The model's expected counts, or their logarithms.</param>
                /// <param name="target">The observed counts.</param>
                /// <param name="log_input">Whether the input holds logarithms.</param>
                /// <param name="full">Whether to add Stirling's approximation of the term without input.</param>
                /// <param name="eps">Added to the argument of the logarithm, to avoid log(0).</param>
                /// <param name="reduction">How the losses of the elements are combined.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not match.</exception>
                public static Tensor poisson_nll_loss(
                    Tensor input, Tensor target, bool log_input = true, bool full = false, double eps = 1e-8,
                    Reduction reduction = Reduction.Mean) =>
                    OperatorCall.Begin(ref Aten.poisson_nll_loss, "aten::poisson_nll_loss", "")
                        .With(input).With(target).With(log_input).With(full).With(eps).With(reduction).Tensor();
            }
        }
    }
}
