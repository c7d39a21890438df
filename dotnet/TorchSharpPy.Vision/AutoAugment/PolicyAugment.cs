using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Functional;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;
using static TorchSharpPy.torchvision.autoaugment;

namespace TorchSharpPy.AutoAugment
{
    /// <summary>Two changes that belong together, from a learned policy.</summary>
    internal sealed class PolicyAugment : Augmentation
    {
        private const int Bins = 10;
        private readonly PolicyChange[][] pairs;

        internal PolicyAugment(AutoAugmentPolicy policy, InterpolationMode interpolation, IList<float>? fill, Generator? generator)
            : base(interpolation, fill, generator)
        {
            pairs = Policies.Of(policy);
        }

        private protected override Tensor Augment(Tensor image)
        {
            (long height, long width) = Images.SizeOf(image);
            List<Magnitudes> magnitudes = Magnitudes.Usual(
                Bins, 0.3, (150.0 / 331.0 * width, 150.0 / 331.0 * height), 30, 0.9, Magnitudes.Bits(8, 4, Bins));
            magnitudes.Add(Magnitudes.None(opType.Invert));

            PolicyChange[] pair = pairs[Draws.Integer(pairs.Length, Generator)];
            float[] chances = torch.rand(2, generator: Generator!).data<float>().ToArray();
            long[] signs = torch.randint(2, new long[] { 2 }, generator: Generator!).data<long>().ToArray();
            Tensor result = image.alias();
            for (int i = 0; i < pair.Length; i++)
            {
                if (chances[i] <= pair[i].Probability)
                {
                    Magnitudes change = magnitudes.First(one => one.Change == pair[i].Change);
                    double amount = pair[i].Step is int step && change.Count > 0 ? change[step] : 0;
                    result = Apply(result, change.Change, change.IsSigned && signs[i] == 0 ? -amount : amount);
                }
            }
            return result;
        }
    }
}
