using System.Collections.Generic;
using TorchSharpPy.Errors;

namespace TorchSharpPy.Optim
{
    /// <summary>SGD.</summary>
    internal sealed class SgdRule : UpdateRule
    {
        internal SgdRule(IReadOnlyList<OptionRow> options)
            : base("SGD", options)
        {
        }

        internal override IReadOnlyList<string> Numbers { get; } = new string[0];

        internal override IReadOnlyList<string> Tensors { get; } = new[] { "momentum_buffer" };

        internal override IReadOnlyDictionary<string, object?> Fixed { get; } = new Dictionary<string, object?>
        {
            ["foreach"] = null,
            ["differentiable"] = false,
            ["fused"] = null,
        };

        internal override void CheckTogether(OptionValues options)
        {
            if (options.Flag("nesterov") && (options.Number("momentum") <= 0 || options.Number("dampening") != 0))
            {
                throw new TorchValueException(new ErrorDetails(
                    TorchErrorKind.Value, "option 'nesterov' needs a momentum greater than 0 and a dampening of 0"));
            }
        }

        // The first gradients are the first momenta, so there is nothing to make before.
        internal override void Start(ParameterState state, bool isNew, torch.Tensor parameter, OptionValues options)
        {
        }

        internal override void Update(Bucket bucket, OptionValues options)
        {
            double momentum = options.Number("momentum");
            bool isFirst = momentum != 0 && !bucket.HasSlot(0);
            if (isFirst)
            {
                bucket.Fill(0, parameter => parameter.zeros_like());
            }
            if (bucket.CanFuse)
            {
                Fused.Sgd(bucket, options, isFirst);
                return;
            }
            if (options.Flag("maximize"))
            {
                bucket.NegateGradients();
            }
            AddWeightDecay(bucket, options);
            if (momentum == 0)
            {
                Foreach.Add_(bucket.Parameters, bucket.Gradients, -options.Number("lr"));
                return;
            }
            torch.Tensor[] momenta = bucket.Slot(0);
            if (isFirst)
            {
                Foreach.Copy_(momenta, bucket.Gradients);
            }
            else
            {
                Foreach.Multiply_(momenta, momentum);
                Foreach.Add_(momenta, bucket.Gradients, 1 - options.Number("dampening"));
            }
            if (options.Flag("nesterov"))
            {
                bucket.AddToGradients(momenta, momentum);
                momenta = bucket.Gradients;
            }
            Foreach.Add_(bucket.Parameters, momenta, -options.Number("lr"));
        }

        internal override void UpdateSparse(TrainedParameter parameter, torch.Tensor gradient, OptionValues options)
        {
            if (options.Number("momentum") != 0 || options.Number("weight_decay") != 0)
            {
                throw new ScriptRuntimeException(new ErrorDetails(
                    TorchErrorKind.Runtime,
                    "SGD takes a sparse gradient only without momentum and without weight_decay: make it dense with to_dense()."));
            }
            double rate = options.Number("lr");
            parameter.Tensor.add_(gradient, alpha: options.Flag("maximize") ? rate : -rate);
        }
    }
}
