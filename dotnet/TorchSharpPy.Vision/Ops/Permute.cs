using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class ops
        {
            /// <summary>A module that changes the order of the dimensions.</summary>
            /// <param name="dims">The dimensions in their new order.</param>
            public static Permute Permute(params long[] dims) => new Permute(dims);
        }

        /// <summary>Changes the order of the dimensions.</summary>
        public class Permute : nn.Module<Tensor, Tensor>
        {
            private readonly long[] dims;

            /// <summary>Creates the module.</summary>
            /// <param name="dims">The dimensions in their new order.</param>
            public Permute(IEnumerable<long> dims)
                : base(nameof(Permute))
            {
                this.dims = (dims ?? throw new ArgumentNullException(nameof(dims))).ToArray();
            }

            /// <inheritdoc/>
            public override Tensor forward(Tensor input) => (input ?? throw new ArgumentNullException(nameof(input))).permute(dims);
        }
    }
}
