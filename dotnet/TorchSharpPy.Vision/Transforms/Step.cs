using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Transforms
{
    /// <summary>A transform that is a function. The result is another object than the image, so that both can be disposed.</summary>
    internal sealed class Step : torchvision.ITransform
    {
        private readonly Func<Tensor, Tensor> function;

        internal Step(Func<Tensor, Tensor> function)
        {
            this.function = function ?? throw new ArgumentNullException(nameof(function));
        }

        /// <inheritdoc/>
        public Tensor call(Tensor input)
        {
            Tensor result = function(input ?? throw new ArgumentNullException(nameof(input)));
            return ReferenceEquals(result, input) ? input.alias() : result;
        }
    }
}
