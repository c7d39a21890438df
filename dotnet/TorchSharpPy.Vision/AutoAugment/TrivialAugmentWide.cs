using System.Collections.Generic;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;
using static TorchSharpPy.torchvision.autoaugment;

namespace TorchSharpPy.AutoAugment
{
    /// <summary>One random change of a random magnitude.</summary>
    internal sealed class TrivialAugmentWide : Augmentation
    {
        private readonly List<Magnitudes> changes;

        internal TrivialAugmentWide(int bins, InterpolationMode interpolation, IList<float>? fill, Generator? generator)
            : base(interpolation, fill, generator)
        {
            RequireLeast(bins, 2, "num_magnitude_bins");
            changes = Magnitudes.Usual(bins, 0.99, (32, 32), 135, 0.99, Magnitudes.Bits(8, 6, bins));
            changes.Insert(0, Magnitudes.None(opType.Identity));
        }

        private protected override Tensor Augment(Tensor image)
        {
            Magnitudes change = Any(changes);
            double amount = change.Count == 0 ? 0 : change[Draws.Integer(change.Count, Generator)];
            return Apply(image, change.Change, Signed(change, amount));
        }
    }
}
