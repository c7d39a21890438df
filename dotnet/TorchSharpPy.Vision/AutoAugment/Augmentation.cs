using System;
using System.Collections.Generic;
using TorchSharpPy.Functional;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;
using static TorchSharpPy.torchvision.autoaugment;

namespace TorchSharpPy.AutoAugment
{
    /// <summary>Changes images by random changes.</summary>
    internal abstract class Augmentation : torchvision.ITransform
    {
        private readonly InterpolationMode interpolation;
        private readonly IList<float>? fill;

        private protected Augmentation(InterpolationMode interpolation, IList<float>? fill, Generator? generator)
        {
            Grids.Mode(interpolation);
            (this.interpolation, this.fill, Generator) = (interpolation, fill, generator);
        }

        private protected Generator? Generator { get; }

        /// <inheritdoc/>
        public Tensor call(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor result = Augment(Images.Require(input, nameof(input), 3));
            return (ReferenceEquals(result, input) ? input.alias() : result).MoveToOuterDisposeScope();
        }

        /// <summary>Makes the new image, in a dispose scope.</summary>
        private protected abstract Tensor Augment(Tensor image);

        private protected Tensor Apply(Tensor image, opType change, double magnitude) =>
            apply_op(image, change, magnitude, interpolation, fill);

        /// <summary>Goes the other way half the time, if the change can.</summary>
        private protected double Signed(Magnitudes change, double magnitude) =>
            change.IsSigned && Draws.Integer(2, Generator) == 1 ? -magnitude : magnitude;

        private protected Magnitudes Any(List<Magnitudes> changes) => changes[Draws.Integer(changes.Count, Generator)];

        private protected static int RequireLeast(int number, int least, string name) => number >= least
            ? number
            : throw new ArgumentOutOfRangeException(name, number, $"The number must be at least {least}.");
    }
}
