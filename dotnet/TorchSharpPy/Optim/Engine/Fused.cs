using System;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Optim
{
    /// <summary>libtorch's fused kernels: a whole step of an optimizer in one pass over the memory.</summary>
    /// <remarks>They trust their arguments: see <see cref="Bucket.CanFuse"/>.</remarks>
    internal static class Fused
    {
        /// <summary>A step of Adam or AdamW.</summary>
        /// <param name="bucket">Remembers means at 0, squares at 1 and, for amsgrad, the greatest squares at 2.</param>
        /// <param name="options">The options of Adam.</param>
        /// <param name="isDecoupled">Whether weight decay shrinks the parameters.</param>
        internal static void Adam(Bucket bucket, OptionValues options, bool isDecoupled)
        {
            (double beta1, double beta2) = options.Pair("betas");
            bool amsgrad = options.Flag("amsgrad");
            using TensorList steps = Steps(bucket);
            OperatorCall call = isDecoupled
                ? OperatorCall.Begin(ref Aten._fused_adamw_, "aten::_fused_adamw_", "")
                : OperatorCall.Begin(ref Aten._fused_adam_, "aten::_fused_adam_", "");
            call.With(bucket.Parameters).With(bucket.Gradients).With(bucket.Slot(0)).With(bucket.Slot(1))
                .With(amsgrad ? bucket.Slot(2) : Array.Empty<torch.Tensor>()).With(steps.Items)
                .With(options.Number("lr")).With(beta1).With(beta2).With(options.Number("weight_decay"))
                .With(options.Number("eps")).With(amsgrad).With(options.Flag("maximize")).WithNone().WithNone().Run();
        }

        /// <summary>A step of Adagrad, which remembers sums at 0.</summary>
        internal static void Adagrad(Bucket bucket, OptionValues options)
        {
            using TensorList steps = Steps(bucket);
            OperatorCall.Begin(ref Aten._fused_adagrad_, "aten::_fused_adagrad_", "")
                .With(bucket.Parameters).With(bucket.Gradients).With(bucket.Slot(0)).With(steps.Items)
                .With(options.Number("lr")).With(options.Number("lr_decay")).With(options.Number("weight_decay"))
                .With(options.Number("eps")).With(options.Flag("maximize")).WithNone().WithNone().Run();
        }

        /// <summary>A step of SGD, which remembers momenta at 0 if there is momentum.</summary>
        /// <param name="bucket">The parameters.</param>
        /// <param name="options">The options of SGD.</param>
        /// <param name="isFirst">Whether the momenta have no values yet.</param>
        internal static void Sgd(Bucket bucket, OptionValues options, bool isFirst)
        {
            double momentum = options.Number("momentum");
            OperatorCall.Begin(ref Aten._fused_sgd_, "aten::_fused_sgd_", "")
                .With(bucket.Parameters).With(bucket.Gradients)
                .With(momentum != 0 ? bucket.Slot(0) : Array.Empty<torch.Tensor>())
                .With(options.Number("weight_decay")).With(momentum).With(options.Number("lr"))
                .With(options.Number("dampening")).With(options.Flag("nesterov")).With(options.Flag("maximize")).With(isFirst)
                .WithNone().WithNone().Run();
        }

        /// <summary>The number of the step for each parameter: one tensor, which is only read, many times.</summary>
        private static TensorList Steps(Bucket bucket)
        {
            torch.Tensor step = torch.full(
                Array.Empty<long>(), bucket[0], dtype: torch.ScalarType.Float32, device: bucket.Parameters[0].device);
            var steps = new torch.Tensor[bucket.Count];
            Array.Fill(steps, step);
            return new TensorList(steps);
        }
    }
}
