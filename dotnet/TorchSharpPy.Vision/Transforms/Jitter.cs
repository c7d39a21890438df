using System;
using System.Linq;
using static TorchSharpPy.torch;
using static TorchSharpPy.torchvision.transforms;

namespace TorchSharpPy.Transforms
{
    /// <summary>Changes brightness, contrast, saturation and hue by random amounts, in any order.</summary>
    internal sealed class Jitter : torchvision.ITransform
    {
        private static readonly Func<Tensor, double, Tensor>[] Functions =
        {
            functional.adjust_brightness,
            functional.adjust_contrast,
            functional.adjust_saturation,
            (image, shift) => functional.adjust_hue(image, shift),
        };

        private readonly (double from, double to)?[] ranges;

        internal Jitter(
            (double, double) brightness, (double, double) contrast, (double, double) saturation, (double, double) hue)
        {
            ranges = new[] { Used(brightness, 1), Used(contrast, 1), Used(saturation, 1), Used(hue, 0) };
        }

        /// <inheritdoc/>
        public Tensor call(Tensor input)
        {
            if (input is null)
            {
                throw new ArgumentNullException(nameof(input));
            }
            long[] order = Draws.Order(Functions.Length);
            double?[] amounts = ranges
                .Select(range => range is (double from, double to) ? Draws.Uniform(from, to) : (double?)null)
                .ToArray();
            return Sequence.Run(
                order.Where(i => amounts[i] != null).Select(i => new Step(image => Functions[i](image, amounts[i]!.Value))), input);
        }

        private static (double, double)? Used((double from, double to) range, double neutral) =>
            range == (neutral, neutral) ? ((double, double)?)null : range;
    }
}
