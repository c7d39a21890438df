using TorchSharpPy.Losses;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Functions that modules are made of, without weights of their own.</summary>
            public static partial class functional
            {
                /// <summary>The squared difference.</summary>
                /// <param name="input">What the model computed.</param>
                /// <param name="target">What it should be.</param>
                /// <param name="reduction">What becomes of the losses of the elements.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit.</exception>
                public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                    LossOperators.MseLoss.Call(input, target, (long)reduction);

                /// <summary>The absolute difference.</summary>
                /// <param name="input">What the model computed.</param>
                /// <param name="target">What it should be.</param>
                /// <param name="reduction">What becomes of the losses of the elements.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit.</exception>
                public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                    LossOperators.L1Loss.Call(input, target, (long)reduction);

                /// <summary>
                /// The squared difference, divided by 2 beta, where the difference is less than beta, else the absolute one less beta / 2.
                /// </summary>
                /// <param name="input">What the model computed.</param>
                /// <param name="target">What it should be.</param>
                /// <param name="reduction">What becomes of the losses of the elements.</param>
                /// <param name="beta">Where it changes from one to the other; 0 for the absolute difference.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit.</exception>
                public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1.0) =>
                    LossOperators.SmoothL1Loss.Call(input, target, (long)reduction, beta);

                /// <summary>
                /// Half the squared difference where the difference is less than delta, else delta times the absolute one less delta / 2.
                /// </summary>
                /// <param name="input">What the model computed.</param>
                /// <param name="target">What it should be.</param>
                /// <param name="delta">Where it changes from one to the other.</param>
                /// <param name="reduction">What becomes of the losses of the elements.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit.</exception>
                public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1.0, Reduction reduction = Reduction.Mean) =>
                    LossOperators.HuberLoss.Call(input, target, (long)reduction, delta);

                /// <summary>The negative log likelihood of counts under a Poisson distribution.</summary>
                /// <param name="input">The expected counts, or their logarithms.</param>
                /// <param name="target">The counts.</param>
                /// <param name="log_input">Whether input is logarithms.</param>
                /// <param name="full">Whether Stirling's approximation of the term without input is added.</param>
                /// <param name="eps">Added before a logarithm is taken.</param>
                /// <param name="reduction">What becomes of the losses of the elements.</param>
                /// <exception cref="ScriptRuntimeException">The shapes do not fit.</exception>
                public static Tensor poisson_nll_loss(
                    Tensor input, Tensor target, bool log_input = true, bool full = false, double eps = 1e-8,
                    Reduction reduction = Reduction.Mean) =>
                    LossOperators.PoissonNllLoss.Call(input, target, log_input, full, eps, (long)reduction);
            }
        }
    }
}
