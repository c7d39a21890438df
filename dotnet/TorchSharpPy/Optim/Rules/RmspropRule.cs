using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>RMSprop.</summary>
    internal sealed class RmspropRule : UpdateRule
    {
        private const int Square = 0;
        private const int Momentum = 1;
        private const int Mean = 2;

        internal RmspropRule(IReadOnlyList<OptionRow> options)
            : base("RMSprop", options)
        {
        }

        internal override IReadOnlyList<string> Tensors { get; } = new[] { "square_avg", "momentum_buffer", "grad_avg" };

        internal override void Start(ParameterState state, bool isNew, torch.Tensor parameter, OptionValues options)
        {
            var needed = new[] { true, options.Number("momentum") > 0, options.Flag("centered") };
            for (int i = 0; i < needed.Length; i++)
            {
                if (needed[i] && state.Tensors[i] is null)
                {
                    state.Keep(i, parameter.zeros_like());
                }
            }
        }

        internal override void Update(Bucket bucket, OptionValues options)
        {
            bucket[0]++;
            double alpha = options.Number("alpha"), rate = options.Number("lr"), momentum = options.Number("momentum");
            if (options.Flag("maximize"))
            {
                bucket.NegateGradients();
            }
            AddWeightDecay(bucket, options);
            torch.Tensor[] squares = bucket.Slot(Square);
            Foreach.Multiply_(squares, alpha);
            Foreach.AddProduct_(squares, bucket.Gradients, bucket.Gradients, 1 - alpha);
            using TensorList divisors = options.Flag("centered") ? Deviations(bucket, alpha) : Foreach.Sqrt(squares);
            Foreach.Add_(divisors, options.Number("eps"));
            if (momentum > 0)
            {
                torch.Tensor[] momenta = bucket.Slot(Momentum);
                Foreach.Multiply_(momenta, momentum);
                Foreach.AddQuotient_(momenta, bucket.Gradients, divisors, 1);
                Foreach.Add_(bucket.Parameters, momenta, -rate);
            }
            else
            {
                Foreach.AddQuotient_(bucket.Parameters, bucket.Gradients, divisors, -rate);
            }
        }

        private static TensorList Deviations(Bucket bucket, double alpha)
        {
            torch.Tensor[] means = bucket.Slot(Mean);
            Foreach.Lerp_(means, bucket.Gradients, 1 - alpha);
            TensorList variances = Foreach.AddProduct(bucket.Slot(Square), means, means, -1);
            Foreach.Sqrt_(variances);
            return variances;
        }
    }
}
