using System;
using TorchSharpPy.Functional;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Transforms
{
    /// <summary>A part of an image, of any place, size and ratio of the sides.</summary>
    internal static class RandomPart
    {
        private const int Attempts = 10;

        internal static (int top, int left, int height, int width) Of(
            Tensor image, (double min, double max) scale, (double min, double max) ratio)
        {
            (long height, long width) = Images.SizeOf(Images.Require(image, nameof(image)));
            double area = (double)height * width;
            (double logMin, double logMax) = (Log(ratio.min), Log(ratio.max));
            for (int i = 0; i < Attempts; i++)
            {
                double target = area * Draws.Uniform(scale.min, scale.max);
                double aspect = Exp(Draws.Uniform(logMin, logMax));
                long columns = (long)Math.Round(Math.Sqrt(target * aspect), MidpointRounding.ToEven);
                long rows = (long)Math.Round(Math.Sqrt(target / aspect), MidpointRounding.ToEven);
                if (columns > 0 && columns <= width && rows > 0 && rows <= height)
                {
                    int top = Draws.Integer(height - rows + 1);
                    return (top, Draws.Integer(width - columns + 1), (int)rows, (int)columns);
                }
            }
            return Middle(height, width, ratio);
        }

        private static (int top, int left, int height, int width) Middle(long height, long width, (double min, double max) ratio)
        {
            double own = (double)width / height;
            long columns = own > ratio.max ? (long)Math.Round(height * ratio.max, MidpointRounding.ToEven) : width;
            long rows = own < ratio.min ? (long)Math.Round(width / ratio.min, MidpointRounding.ToEven) : height;
            return ((int)((height - rows) / 2), (int)((width - columns) / 2), (int)rows, (int)columns);
        }

        // torchvision takes logarithms of tensors of 32 bits.
        private static double Log(double number)
        {
            using Tensor tensor = torch.tensor((float)number);
            using Tensor log = tensor.log();
            return log.item<float>();
        }

        private static double Exp(double number)
        {
            using Tensor tensor = torch.tensor((float)number);
            using Tensor exp = tensor.exp();
            return exp.item<float>();
        }
    }
}
