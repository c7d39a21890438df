using System;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Layers
{
    /// <summary>The first values of a layer's parameters. They are PyTorch's: the same seed gives the same numbers.</summary>
    internal static class Initial
    {
        /// <summary>A parameter whose elements are not set yet.</summary>
        internal static Parameter Empty(long[] shape, torch.Device? device, torch.ScalarType? dtype)
        {
            using torch.Tensor data = torch.empty(shape, dtype: dtype, device: device);
            return new Parameter(data);
        }

        /// <summary>A parameter of equal numbers.</summary>
        internal static Parameter Full(long[] shape, Scalar value, torch.Device? device, torch.ScalarType? dtype)
        {
            Parameter made = Empty(shape, device, dtype);
            Fill(made, value);
            return made;
        }

        /// <summary>Sets all elements to a number, if there is a tensor.</summary>
        internal static void Fill(torch.Tensor? tensor, Scalar value)
        {
            if (!(tensor is null))
            {
                torch.nn.init.constant_(tensor, value);
            }
        }

        /// <summary>Draws from the numbers between -bound and bound.</summary>
        internal static void Uniform(torch.Tensor tensor, double bound) => torch.nn.init.uniform_(tensor, -bound, bound);

        /// <summary>Draws weights and biases of linear layers and convolutions.</summary>
        internal static void Affine(torch.Tensor weight, torch.Tensor? bias)
        {
            torch.nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
            if (!(bias is null))
            {
                (long inputs, _) = torch.nn.init.CalculateFanInAndFanOut(weight);
                Uniform(bias, inputs > 0 ? 1 / Math.Sqrt(inputs) : 0);
            }
        }
    }
}
