using System;
using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>Adam, and AdamW, whose weight decay does not go through the means.</summary>
    internal sealed class AdamRule : UpdateRule
    {
        private const int Mean = 0;
        private const int Square = 1;
        private const int Greatest = 2;

        private readonly bool isDecoupled;

        internal AdamRule(string name, IReadOnlyList<OptionRow> options, bool isDecoupled)
            : base(name, options)
        {
            this.isDecoupled = isDecoupled;
            Fixed = new Dictionary<string, object?>(base.Fixed) { ["fused"] = null, ["decoupled_weight_decay"] = isDecoupled };
        }

        internal override IReadOnlyList<string> Tensors { get; } = new[] { "exp_avg", "exp_avg_sq", "max_exp_avg_sq" };

        internal override IReadOnlyDictionary<string, object?> Fixed { get; }

        internal override void Start(ParameterState state, bool isNew, torch.Tensor parameter, OptionValues options)
        {
            int needed = options.Flag("amsgrad") ? Greatest : Square;
            for (int i = 0; i <= needed; i++)
            {
                if (state.Tensors[i] is null)
                {
                    state.Keep(i, parameter.zeros_like());
                }
            }
        }

        internal override void Update(Bucket bucket, OptionValues options)
        {
            double step = ++bucket[0];
            if (bucket.CanFuse)
            {
                Fused.Adam(bucket, options, isDecoupled);
                return;
            }
            if (options.Flag("maximize"))
            {
                bucket.NegateGradients();
            }
            Decay(bucket, options, isDecoupled);
            (double first, double second) betas = options.Pair("betas");
            MoveMeans(bucket, Mean, Square, betas);
            torch.Tensor[] squares = bucket.Slot(Square);
            if (options.Flag("amsgrad"))
            {
                Foreach.Maximum_(bucket.Slot(Greatest), squares);
                squares = bucket.Slot(Greatest);
            }
            using TensorList divisors = Foreach.Sqrt(squares);
            Foreach.Divide_(divisors, Math.Sqrt(1 - Math.Pow(betas.second, step)));
            Foreach.Add_(divisors, options.Number("eps"));
            double rate = options.Number("lr") / (1 - Math.Pow(betas.first, step));
            Foreach.AddQuotient_(bucket.Parameters, bucket.Slot(Mean), divisors, -rate);
        }
    }
}
