using System;
using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>ASGD: SGD that also averages the parameters.</summary>
    internal sealed class AsgdRule : UpdateRule
    {
        private const int Eta = 1;
        private const int Mu = 2;

        internal AsgdRule(IReadOnlyList<OptionRow> options)
            : base("ASGD", options)
        {
        }

        internal override IReadOnlyList<string> Numbers { get; } = new[] { StepName, "eta", "mu" };

        internal override IReadOnlyList<string> Tensors { get; } = new[] { "ax" };

        internal override void Start(ParameterState state, bool isNew, torch.Tensor parameter, OptionValues options)
        {
            base.Start(state, isNew, parameter, options);
            if (isNew)
            {
                state.Numbers[Eta] = (float)options.Number("lr"); // PyTorch keeps these as float32
                state.Numbers[Mu] = 1;
            }
        }

        internal override void Update(Bucket bucket, OptionValues options)
        {
            double step = ++bucket[0];
            double eta = bucket[Eta], mu = bucket[Mu], lambda = options.Number("lambd"), rate = options.Number("lr");
            if (options.Flag("maximize"))
            {
                bucket.NegateGradients();
            }
            AddWeightDecay(bucket, options);
            Foreach.Multiply_(bucket.Parameters, 1 - (lambda * eta));
            Foreach.Add_(bucket.Parameters, bucket.Gradients, -eta);
            torch.Tensor[] averages = bucket.Slot(0);
            if (mu == 1)
            {
                Foreach.Copy_(averages, bucket.Parameters);
            }
            else
            {
                using TensorList differences = Foreach.Subtract(bucket.Parameters, averages, 1);
                Foreach.Add_(averages, differences, mu);
            }
            bucket[Eta] = (float)(rate / Math.Pow(1 + (lambda * rate * step), options.Number("alpha")));
            bucket[Mu] = (float)(1 / Math.Max(1, step - options.Number("t0")));
        }
    }
}
