using System;
using System.Collections.Generic;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class ops
        {
            /// <summary>A convolution of images, with a normalization and an activation after it.</summary>
            /// <param name="in_channels">The channels of the input.</param>
            /// <param name="out_channels">The channels of the result.</param>
            /// <param name="kernel_size">The height and width of the kernel.</param>
            /// <param name="stride">How far the kernel moves.</param>
            /// <param name="padding">Zeros on each side; by default as many as keep the size, if the stride is 1.</param>
            /// <param name="groups">The parts of the channels that are convolved apart.</param>
            /// <param name="norm_layer">Makes the normalization for a number of channels; none by default.</param>
            /// <param name="activation_layer">Makes the activation, which works in place or not; none by default.</param>
            /// <param name="dilation">The distance of the elements under the kernel.</param>
            /// <param name="inplace">Whether the activation works in place.</param>
            /// <param name="bias">Whether the convolution adds a bias; by default if there is no normalization.</param>
            public static nn.Module<Tensor, Tensor> Conv2dNormActivation(
                long in_channels, long out_channels, long kernel_size = 3, long stride = 1, long? padding = null, long groups = 1,
                Func<long, nn.Module<Tensor, Tensor>>? norm_layer = null, Func<bool, nn.Module<Tensor, Tensor>>? activation_layer = null,
                long dilation = 1, bool inplace = true, bool? bias = null) =>
                WithNormAndActivation(
                    nn.Conv2d(
                        in_channels, out_channels, kernel_size, stride, padding ?? (kernel_size - 1) / 2 * dilation, dilation,
                        groups: groups, bias: bias ?? norm_layer == null),
                    norm_layer?.Invoke(out_channels), activation_layer?.Invoke(inplace));

            /// <summary>A convolution of volumes, with a normalization and an activation after it.</summary>
            /// <param name="in_channels">The channels of the input.</param>
            /// <param name="out_channels">The channels of the result.</param>
            /// <param name="kernel_size">The depth, height and width of the kernel.</param>
            /// <param name="stride">How far the kernel moves.</param>
            /// <param name="padding">Zeros on each side; by default as many as keep the size, if the stride is 1.</param>
            /// <param name="groups">The parts of the channels that are convolved apart.</param>
            /// <param name="norm_layer">Makes the normalization for a number of channels; none by default.</param>
            /// <param name="activation_layer">Makes the activation, which works in place or not; none by default.</param>
            /// <param name="dilation">The distance of the elements under the kernel.</param>
            /// <param name="inplace">Whether the activation works in place.</param>
            /// <param name="bias">Whether the convolution adds a bias; by default if there is no normalization.</param>
            public static nn.Module<Tensor, Tensor> Conv3dNormActivation(
                long in_channels, long out_channels, long kernel_size = 3, long stride = 1, long? padding = null, long groups = 1,
                Func<long, nn.Module<Tensor, Tensor>>? norm_layer = null, Func<bool, nn.Module<Tensor, Tensor>>? activation_layer = null,
                long dilation = 1, bool inplace = true, bool? bias = null) =>
                WithNormAndActivation(
                    nn.Conv3d(
                        in_channels, out_channels, kernel_size, stride, padding ?? (kernel_size - 1) / 2 * dilation, dilation,
                        groups: groups, bias: bias ?? norm_layer == null),
                    norm_layer?.Invoke(out_channels), activation_layer?.Invoke(inplace));

            /// <summary>Linear layers with activations and dropouts between them.</summary>
            /// <param name="in_channels">The features of the input.</param>
            /// <param name="hidden_channels">The features after each layer.</param>
            /// <param name="norm_layer">Makes the normalization for a number of features; none by default.</param>
            /// <param name="activation_layer">Makes an activation; ReLU by default.</param>
            /// <param name="inplace">Whether dropouts, and by default activations, work in place.</param>
            /// <param name="bias">Whether the layers add a bias.</param>
            /// <param name="dropout">The probability of the dropouts.</param>
            /// <exception cref="ArgumentException">There are no layers.</exception>
            public static Sequential MLP(
                long in_channels, IList<int> hidden_channels, Func<int, nn.Module<Tensor, Tensor>>? norm_layer = null,
                Func<nn.Module<Tensor, Tensor>>? activation_layer = null, bool inplace = false, bool bias = true, double dropout = 0.0)
            {
                if ((hidden_channels ?? throw new ArgumentNullException(nameof(hidden_channels))).Count == 0)
                {
                    throw new ArgumentException("Expected the features after at least one layer.", nameof(hidden_channels));
                }
                var layers = new List<nn.Module>();
                long features = in_channels;
                for (int i = 0; i < hidden_channels.Count; i++)
                {
                    layers.Add(nn.Linear(features, hidden_channels[i], bias));
                    if (i < hidden_channels.Count - 1)
                    {
                        if (norm_layer != null)
                        {
                            layers.Add(norm_layer(hidden_channels[i]));
                        }
                        layers.Add(activation_layer == null ? nn.ReLU(inplace) : activation_layer());
                    }
                    layers.Add(nn.Dropout(dropout, inplace));
                    features = hidden_channels[i];
                }
                return nn.Sequential(layers.ToArray());
            }

            private static nn.Module<Tensor, Tensor> WithNormAndActivation(nn.Module convolution, nn.Module? norm, nn.Module? activation)
            {
                var layers = new List<nn.Module> { convolution };
                if (norm != null)
                {
                    layers.Add(norm);
                }
                if (activation != null)
                {
                    layers.Add(activation);
                }
                return nn.Sequential(layers.ToArray());
            }
        }
    }
}
