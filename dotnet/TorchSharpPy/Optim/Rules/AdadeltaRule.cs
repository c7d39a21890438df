using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>Adadelta.</summary>
    internal sealed class AdadeltaRule : UpdateRule
    {
        private const int Square = 0;
        private const int Delta = 1;

        internal AdadeltaRule(IReadOnlyList<OptionRow> options)
            : base("Adadelta", options)
        {
        }

        internal override IReadOnlyList<string> Tensors { get; } = new[] { "square_avg", "acc_delta" };

        internal override void Update(Bucket bucket, OptionValues options)
        {
            bucket[0]++;
            double rho = options.Number("rho"), eps = options.Number("eps");
            if (options.Flag("maximize"))
            {
                bucket.NegateGradients();
            }
            AddWeightDecay(bucket, options);
            torch.Tensor[] squares = bucket.Slot(Square), deltas = bucket.Slot(Delta);
            Foreach.Multiply_(squares, rho);
            Foreach.AddProduct_(squares, bucket.Gradients, bucket.Gradients, 1 - rho);
            using TensorList changes = Foreach.AddNumber(deltas, eps);
            using TensorList divisors = Foreach.AddNumber(squares, eps);
            Foreach.Sqrt_(changes);
            Foreach.Sqrt_(divisors);
            Foreach.Divide_(changes, divisors);
            Foreach.Multiply_(changes, bucket.Gradients);
            Foreach.Multiply_(deltas, rho);
            Foreach.AddProduct_(deltas, changes, changes, 1 - rho);
            Foreach.Add_(bucket.Parameters, changes, -options.Number("lr"));
        }
    }
}
