using System;
using System.Collections.Generic;
using TorchSharpPy.Functional;
using static TorchSharpPy.torch;
using static TorchSharpPy.torchvision.autoaugment;

namespace TorchSharpPy.AutoAugment
{
    /// <summary>Several random changes of one magnitude.</summary>
    internal sealed class RandAugment : Augmentation
    {
        private readonly int count;
        private readonly int magnitude;
        private readonly int bins;

        internal RandAugment(
            int count, int magnitude, int bins, InterpolationMode interpolation, IList<float>? fill, Generator? generator)
            : base(interpolation, fill, generator)
        {
            this.count = RequireLeast(count, 0, "num_ops");
            this.bins = RequireLeast(bins, 2, "num_magnitude_bins");
            this.magnitude = magnitude >= 0 && magnitude < bins ? magnitude : throw new ArgumentOutOfRangeException(
                nameof(magnitude), magnitude, $"The magnitude must be from 0 to {bins - 1}, as there are {bins} bins.");
        }

        private protected override Tensor Augment(Tensor image)
        {
            Tensor result = image.alias();
            for (int i = 0; i < count; i++)
            {
                Magnitudes change = Any(Changes(image));
                double amount = Signed(change, change.Count == 0 ? 0 : change[magnitude]);
                result = Apply(result, change.Change, amount);
            }
            return result;
        }

        private List<Magnitudes> Changes(Tensor image)
        {
            (long height, long width) = Images.SizeOf(image);
            List<Magnitudes> changes = Magnitudes.Usual(
                bins, 0.3, (150.0 / 331.0 * width, 150.0 / 331.0 * height), 30, 0.9, Magnitudes.Bits(8, 4, bins));
            changes.Insert(0, Magnitudes.None(opType.Identity));
            return changes;
        }
    }
}
