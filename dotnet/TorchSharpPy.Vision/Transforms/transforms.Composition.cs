using System;
using TorchSharpPy.Transforms;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        /// <summary>Transforms of images. Random ones draw as in Python: the same seed gives the same images.</summary>
        public static partial class transforms
        {
            /// <summary>Transforms one after another.</summary>
            /// <param name="transforms">The transforms. What is between them is disposed.</param>
            public static ITransform Compose(params ITransform[] transforms)
            {
                ITransform[] steps = Sequence.Require(transforms);
                return new Step(input => Sequence.Run(steps, input));
            }

            /// <summary>A function as a transform.</summary>
            /// <param name="lambda">
            /// The function. It gives its result away: the transforms around it dispose it. To return the image itself is fine.
            /// </param>
            public static ITransform Lambda(Func<Tensor, Tensor> lambda) => new Step(lambda);

            /// <summary>A transform with a probability.</summary>
            /// <param name="transform">The transform.</param>
            /// <param name="p">The probability.</param>
            /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
            public static ITransform Randomize(ITransform transform, double p = 0.1)
            {
                Draws.RequireProbability(p);
                ITransform chosen = transform ?? throw new ArgumentNullException(nameof(transform));
                return new Step(input => Draws.Chance(p) ? chosen.call(input) : input.alias());
            }

            /// <summary>Transforms one after another, all or none.</summary>
            /// <param name="transforms">The transforms.</param>
            /// <param name="p">The probability.</param>
            /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
            public static ITransform RandomApply(ITransform[] transforms, double p = 0.5) => Randomize(Compose(transforms), p);

            /// <summary>One of several transforms.</summary>
            /// <param name="transforms">The transforms, each as likely as the others.</param>
            /// <exception cref="ArgumentException">There is none.</exception>
            public static ITransform RandomChoice(params ITransform[] transforms) => Choice(null, transforms);

            /// <summary>One of several transforms.</summary>
            /// <param name="generator">Where the random numbers come from.</param>
            /// <param name="transforms">The transforms, each as likely as the others.</param>
            /// <exception cref="ArgumentException">There is none.</exception>
            public static ITransform RandomChoice(Generator generator, params ITransform[] transforms) => Choice(generator, transforms);

            /// <summary>Transforms one after another, each time in another order.</summary>
            /// <param name="transforms">The transforms.</param>
            public static ITransform RandomOrder(params ITransform[] transforms)
            {
                ITransform[] steps = Sequence.Require(transforms);
                return new Step(input => Sequence.Run(Array.ConvertAll(Draws.Order(steps.Length), i => steps[i]), input));
            }

            private static ITransform Choice(Generator? generator, ITransform[] transforms)
            {
                ITransform[] choices = Sequence.Require(transforms, least: 1);
                return new Step(input => choices[Draws.Integer(choices.Length, generator)].call(input));
            }
        }
    }
}
