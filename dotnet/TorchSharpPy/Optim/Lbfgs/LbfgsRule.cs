using System;
using System.Collections;
using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>L-BFGS: steps along directions that it computes from the last steps and gradients.</summary>
    internal sealed class LbfgsRule : UpdateRule
    {
        internal LbfgsRule(IReadOnlyList<OptionRow> options)
            : base("LBFGS", options)
        {
        }

        internal override IReadOnlyList<string> Numbers { get; } = new string[0];

        internal override IReadOnlyList<string> Tensors { get; } = new string[0];

        internal override IReadOnlyDictionary<string, object?> Fixed { get; } = new Dictionary<string, object?>();

        internal override bool NeedsClosure => true;

        internal override void Complete(OptionValues options)
        {
            if (options.Any("max_eval") is null)
            {
                long most = options.Integer("max_iter");
                options.Put("max_eval", most > long.MaxValue / 5 ? long.MaxValue : most * 5 / 4);
            }
        }

        internal override void Update(Bucket bucket, OptionValues options) =>
            throw new InvalidOperationException("LBFGS makes its steps with a closure.");

        internal override torch.Tensor StepWith(
            Func<torch.Tensor> closure, TrainedParameter[] parameters, OptionValues options)
        {
            var flat = new FlatParameters(parameters);
            LbfgsState? before = ((LbfgsState?)parameters[0].State)?.Copy();
            using TensorList values = flat.Copies();
            if (before == null)
            {
                parameters[0].Remember(new LbfgsState());
            }
            try
            {
                torch.Tensor loss = new LbfgsStep(closure, flat, (LbfgsState)parameters[0].State!, options).Run();
                before?.Dispose();
                return loss;
            }
            catch
            {
                parameters[0].Remember(before);
                flat.Set(values);
                throw;
            }
        }

        internal override Dictionary<string, object?> Write(ParameterState state, torch.Tensor parameter) =>
            LbfgsStateFormat.Write((LbfgsState)state, parameter);

        internal override ParameterState Read(IDictionary given, torch.Tensor parameter, long elements, object key) =>
            LbfgsStateFormat.Read(given, parameter, elements);
    }
}
