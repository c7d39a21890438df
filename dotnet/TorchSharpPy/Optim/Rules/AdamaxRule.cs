using System;
using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>Adamax.</summary>
    internal sealed class AdamaxRule : UpdateRule
    {
        private const int Mean = 0;
        private const int Greatest = 1;

        internal AdamaxRule(IReadOnlyList<OptionRow> options)
            : base("Adamax", options)
        {
        }

        internal override IReadOnlyList<string> Tensors { get; } = new[] { "exp_avg", "exp_inf" };

        internal override void Update(Bucket bucket, OptionValues options)
        {
            double step = ++bucket[0];
            (double first, double second) = options.Pair("betas");
            if (options.Flag("maximize"))
            {
                bucket.NegateGradients();
            }
            AddWeightDecay(bucket, options);
            torch.Tensor[] means = bucket.Slot(Mean), norms = bucket.Slot(Greatest);
            Foreach.Lerp_(means, bucket.Gradients, 1 - first);
            using TensorList sizes = Foreach.Abs(bucket.Gradients);
            Foreach.Add_(sizes, options.Number("eps"));
            Foreach.Multiply_(norms, second);
            Foreach.Maximum_(norms, sizes);
            double rate = options.Number("lr") / (1 - Math.Pow(first, step));
            Foreach.AddQuotient_(bucket.Parameters, means, norms, -rate);
        }
    }
}
