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

        /// <summary>Sets all elements to a number.</summary>
        internal static void Fill(torch.Tensor? tensor, Scalar value)
        {
            using (torch.no_grad())
            {
                tensor?.fill_(value);
            }
        }

        /// <summary>Draws from the numbers between -bound and bound.</summary>
        internal static void Uniform(torch.Tensor tensor, double bound)
        {
            using (torch.no_grad())
            {
                tensor.uniform_(-bound, bound);
            }
        }

        /// <summary>Draws weights and biases of linear layers and convolutions.</summary>
        internal static void Affine(torch.Tensor weight, torch.Tensor? bias)
        {
            long inputs = FanIn(weight.shape);
            if (inputs > 0)
            {
                double gain = Math.Sqrt(2.0 / (1 + Math.Pow(Math.Sqrt(5), 2)));
                Uniform(weight, Math.Sqrt(3.0) * (gain / Math.Sqrt(inputs)));
            }
            if (!(bias is null))
            {
                Uniform(bias, inputs > 0 ? 1 / Math.Sqrt(inputs) : 0);
            }
        }

        /// <summary>How many inputs an output depends on.</summary>
        private static long FanIn(long[] shape)
        {
            long count = 1;
            for (int i = 1; i < shape.Length; i++)
            {
                count *= shape[i];
            }
            return shape[0] == 0 ? 0 : count;
        }
    }
}
