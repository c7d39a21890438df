using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Transforms
{
    /// <summary>A transform that is a function.</summary>
    internal sealed class Step : torchvision.ITransform
    {
        private readonly Func<Tensor, Tensor> function;

        internal Step(Func<Tensor, Tensor> function)
        {
            this.function = function ?? throw new ArgumentNullException(nameof(function));
        }

        /// <inheritdoc/>
        public Tensor call(Tensor input) => function(input ?? throw new ArgumentNullException(nameof(input)));
    }
}
