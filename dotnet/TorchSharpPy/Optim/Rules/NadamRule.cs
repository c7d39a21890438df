using System;
using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>NAdam: Adam with Nesterov's momentum.</summary>
    internal sealed class NadamRule : UpdateRule
    {
        private const int Mean = 0;
        private const int Square = 1;
        private const int MuProduct = 1;

        internal NadamRule(IReadOnlyList<OptionRow> options)
            : base("NAdam", options)
        {
        }

        internal override IReadOnlyList<string> Numbers { get; } = new[] { StepName, "mu_product" };

        internal override IReadOnlyList<string> Tensors { get; } = new[] { "exp_avg", "exp_avg_sq" };

        internal override void Start(ParameterState state, bool isNew, torch.Tensor parameter, OptionValues options)
        {
            base.Start(state, isNew, parameter, options);
            if (isNew)
            {
                state.Numbers[MuProduct] = 1;
            }
        }

        internal override void Update(Bucket bucket, OptionValues options)
        {
            double step = ++bucket[0];
            (double first, double second) betas = options.Pair("betas");
            double decay = options.Number("momentum_decay"), rate = options.Number("lr");
            double mu = MuAt(step, betas.first, decay), next = MuAt(step + 1, betas.first, decay);

            // PyTorch keeps the product as a float32.
            double product = bucket[MuProduct] = (float)((float)bucket[MuProduct] * (float)mu);
            if (options.Flag("maximize"))
            {
                bucket.NegateGradients();
            }
            Decay(bucket, options, options.Flag("decoupled_weight_decay"));
            MoveMeans(bucket, Mean, Square, betas);
            using TensorList divisors = Foreach.Sqrt(bucket.Slot(Square));
            Foreach.Divide_(divisors, Math.Sqrt(1 - Math.Pow(betas.second, step)));
            Foreach.Add_(divisors, options.Number("eps"));
            Foreach.AddQuotient_(bucket.Parameters, bucket.Gradients, divisors, -rate * (1 - mu) / (1 - product));
            Foreach.AddQuotient_(bucket.Parameters, bucket.Slot(Mean), divisors, -rate * next / (1 - (product * next)));
        }

        private static double MuAt(double step, double beta, double decay) =>
            beta * (1 - (0.5 * Math.Pow(0.96, step * decay)));
    }
}
