using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Functional;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;

namespace TorchSharpPy.AutoAugment
{
    /// <summary>A mix of the image and several chains of random changes.</summary>
    internal sealed class AugMix : Augmentation
    {
        private const int Bins = 10;
        private readonly int severity;
        private readonly int width;
        private readonly int depth;
        private readonly double alpha;
        private readonly bool allChanges;

        internal AugMix(
            int severity, int width, int depth, double alpha, bool allChanges, InterpolationMode interpolation, IList<float>? fill,
            Generator? generator)
            : base(interpolation, fill, generator)
        {
            this.severity = severity >= 1 && severity <= Bins ? severity : throw new ArgumentOutOfRangeException(
                nameof(severity), severity, $"The severity must be from 1 to {Bins}.");
            this.width = RequireLeast(width, 1, "mixture_width");
            this.alpha = alpha > 0 ? alpha : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The alpha must be positive.");
            (this.depth, this.allChanges) = (depth, allChanges);
        }

        private protected override Tensor Augment(Tensor image)
        {
            Tensor batch = image.dim() == 3 ? image.unsqueeze(0) : image;
            long[] perImage = Enumerable.Repeat(1L, (int)batch.dim()).ToArray();
            perImage[0] = batch.size(0);
            Tensor parts = Weights(2, perImage[0], image);
            Tensor weights = Weights(width, perImage[0], image).mul(parts.narrow(1, 1, 1));
            Tensor mix = parts.narrow(1, 0, 1).reshape(perImage).mul(batch);
            List<Magnitudes> changes = Changes(batch);
            for (int i = 0; i < width; i++)
            {
                mix = mix.add(weights.narrow(1, i, 1).reshape(perImage).mul(Chain(batch, changes)));
            }
            return mix.view(image.shape).to(image.dtype);
        }

        private Tensor Weights(int count, long images, Tensor like)
        {
            Tensor alphas = torch.full(new[] { images, count }, alpha, ScalarType.Float32, like.device);
            return torch._sample_dirichlet(alphas, Generator!);
        }

        private Tensor Chain(Tensor batch, List<Magnitudes> changes)
        {
            int steps = depth > 0 ? depth : Draws.Integer(1, 4, Generator);
            Tensor changed = batch;
            for (int i = 0; i < steps; i++)
            {
                Magnitudes change = Any(changes);
                double amount = change.Count == 0 ? 0 : change[Draws.Integer(severity, Generator)];
                changed = Apply(changed, change.Change, Signed(change, amount));
            }
            return changed;
        }

        private List<Magnitudes> Changes(Tensor batch)
        {
            (long rows, long columns) = Images.SizeOf(batch);
            List<Magnitudes> changes = Magnitudes.Usual(Bins, 0.3, (columns / 3.0, rows / 3.0), 30, null, Magnitudes.Bits(4, 4, Bins));
            if (allChanges)
            {
                changes.AddRange(Magnitudes.Colors(0.9, Bins));
            }
            return changes;
        }
    }
}
