using System;
using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>RAdam: Adam that uses the squares only when their mean has settled.</summary>
    internal sealed class RadamRule : UpdateRule
    {
        private const int Mean = 0;
        private const int Square = 1;

        internal RadamRule(IReadOnlyList<OptionRow> options)
            : base("RAdam", options)
        {
        }

        internal override IReadOnlyList<string> Tensors { get; } = new[] { "exp_avg", "exp_avg_sq" };

        internal override void Update(Bucket bucket, OptionValues options)
        {
            double step = ++bucket[0];
            (double first, double second) betas = options.Pair("betas");
            if (options.Flag("maximize"))
            {
                bucket.NegateGradients();
            }
            Decay(bucket, options, options.Flag("decoupled_weight_decay"));
            MoveMeans(bucket, Mean, Square, betas);
            double power = Math.Pow(betas.second, step);
            double longest = (2 / (1 - betas.second)) - 1;
            double length = longest - (2 * step * power / (1 - power));
            double rate = options.Number("lr") / (1 - Math.Pow(betas.first, step));
            if (length <= 5)
            {
                Foreach.Add_(bucket.Parameters, bucket.Slot(Mean), -rate);
                return;
            }
            double rectified = Math.Sqrt(
                (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
            using TensorList divisors = Foreach.Sqrt(bucket.Slot(Square));
            Foreach.Add_(divisors, options.Number("eps"));
            Foreach.AddQuotient_(bucket.Parameters, bucket.Slot(Mean), divisors, -rate * rectified * Math.Sqrt(1 - power));
        }
    }
}
