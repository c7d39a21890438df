using System;

namespace TorchSharpPy.Modules
{
    /// <summary>The base class of the layers that put pooled elements back.</summary>
    public abstract class MaxUnpool : ParameterLessModule<torch.Tensor, torch.Tensor, long[]?, torch.Tensor>
    {
        private protected MaxUnpool(string name)
            : base(name)
        {
        }

        /// <summary>Runs the layer and its hooks.</summary>
        /// <param name="input1">What was pooled.</param>
        /// <param name="input2">Where the elements were.</param>
        /// <param name="input3">The size before pooling, as several have the same result; null for the usual.</param>
        /// <exception cref="ArgumentException">The size is not one that such a pooling makes this result of.</exception>
        public new torch.Tensor call(torch.Tensor input1, torch.Tensor input2, long[]? input3 = null) => base.call(input1, input2, input3);
    }
}
