using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class ops
        {
            /// <summary>A module that weights the channels of images by what all of the image says (arXiv 1709.01507).</summary>
            /// <param name="input_channels">The channels of the images.</param>
            /// <param name="squeeze_channels">The channels in between.</param>
            /// <param name="activation">Makes the activation in between; ReLU by default.</param>
            /// <param name="scale_activation">Makes what weights come from; Sigmoid by default.</param>
            public static SqueezeExcitation SqueezeExcitation(
                long input_channels, long squeeze_channels, Func<nn.Module<Tensor, Tensor>>? activation = null,
                Func<nn.Module<Tensor, Tensor>>? scale_activation = null) =>
                new SqueezeExcitation(input_channels, squeeze_channels, activation, scale_activation);
        }

        /// <summary>Weights the channels of images by what all of the image says (arXiv 1709.01507).</summary>
        public class SqueezeExcitation : nn.Module<Tensor, Tensor>
        {
            private readonly nn.Module<Tensor, Tensor> avgpool;
            private readonly nn.Module<Tensor, Tensor> fc1;
            private readonly nn.Module<Tensor, Tensor> fc2;
            private readonly nn.Module<Tensor, Tensor> activation;
            private readonly nn.Module<Tensor, Tensor> scale_activation;

            /// <summary>Creates the module.</summary>
            /// <param name="input_channels">The channels of the images.</param>
            /// <param name="squeeze_channels">The channels in between.</param>
            /// <param name="activation">Makes the activation in between; ReLU by default.</param>
            /// <param name="scale_activation">Makes what weights come from; Sigmoid by default.</param>
            public SqueezeExcitation(
                long input_channels, long squeeze_channels, Func<nn.Module<Tensor, Tensor>>? activation = null,
                Func<nn.Module<Tensor, Tensor>>? scale_activation = null)
                : base(nameof(SqueezeExcitation))
            {
                avgpool = nn.AdaptiveAvgPool2d(1);
                fc1 = nn.Conv2d(input_channels, squeeze_channels, 1);
                fc2 = nn.Conv2d(squeeze_channels, input_channels, 1);
                this.activation = activation == null ? nn.ReLU() : activation();
                this.scale_activation = scale_activation == null ? nn.Sigmoid() : scale_activation();
                RegisterComponents();
            }

            /// <inheritdoc/>
            public override Tensor forward(Tensor input)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor squeezed = activation.call(fc1.call(avgpool.call(input)));
                return scale_activation.call(fc2.call(squeezed)).mul(input).MoveToOuterDisposeScope();
            }
        }
    }
}
