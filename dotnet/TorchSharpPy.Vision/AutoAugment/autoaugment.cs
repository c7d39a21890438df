using System;
using System.Collections.Generic;
using static TorchSharpPy.torch;
using static TorchSharpPy.torchvision.transforms;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        /// <summary>What the automatic augmentations do to images.</summary>
        public class autoaugment
        {
            /// <summary>The dataset that a policy was learned on.</summary>
            public enum AutoAugmentPolicy
            {
                /// <summary>ImageNet.</summary>
                ImageNet,

                /// <summary>CIFAR-10.</summary>
                CIFAR10,

                /// <summary>Street View House Numbers.</summary>
                SVHN,
            }

            /// <summary>One change of an image.</summary>
            public enum opType
            {
                /// <summary>Shears it in x.</summary>
                ShearX,

                /// <summary>Shears it in y.</summary>
                ShearY,

                /// <summary>Moves it in x.</summary>
                TranslateX,

                /// <summary>Moves it in y.</summary>
                TranslateY,

                /// <summary>Turns it.</summary>
                Rotate,

                /// <summary>Changes the brightness.</summary>
                Brightness,

                /// <summary>Changes the saturation.</summary>
                Color,

                /// <summary>Changes the contrast.</summary>
                Contrast,

                /// <summary>Changes the sharpness.</summary>
                Sharpness,

                /// <summary>Keeps the upper bits.</summary>
                Posterize,

                /// <summary>Inverts what is bright.</summary>
                Solarize,

                /// <summary>Stretches the channels.</summary>
                AutoContrast,

                /// <summary>Spreads the brightness.</summary>
                Equalize,

                /// <summary>Inverts it.</summary>
                Invert,

                /// <summary>Nothing.</summary>
                Identity,
            }

            /// <summary>Changes an image.</summary>
            /// <param name="img">An image, [..., C, H, W].</param>
            /// <param name="op_name">The change.</param>
            /// <param name="magnitude">How much.</param>
            /// <param name="interpolation">Nearest or Bilinear.</param>
            /// <param name="fill">What is outside of the image: a number for all channels or one for each; zeros by default.</param>
            /// <exception cref="ArgumentOutOfRangeException">There is no such change.</exception>
            public static Tensor apply_op(
                Tensor img, opType op_name, double magnitude, InterpolationMode interpolation, IList<float>? fill)
            {
                if (img is null)
                {
                    throw new ArgumentNullException(nameof(img));
                }
                double angle = Math.Atan(magnitude) * 180 / Math.PI;
                return op_name switch
                {
                    opType.ShearX => functional.Affine(img, (angle, 0), 0, null, 1, interpolation, fill, (0, 0)),
                    opType.ShearY => functional.Affine(img, (0, angle), 0, null, 1, interpolation, fill, (0, 0)),
                    opType.TranslateX => functional.Affine(img, (0, 0), 0, new[] { (int)magnitude, 0 }, 1, interpolation, fill, null),
                    opType.TranslateY => functional.Affine(img, (0, 0), 0, new[] { 0, (int)magnitude }, 1, interpolation, fill, null),
                    opType.Rotate => functional.rotate(img, (float)magnitude, interpolation, fill: fill),
                    opType.Brightness => functional.adjust_brightness(img, 1 + magnitude),
                    opType.Color => functional.adjust_saturation(img, 1 + magnitude),
                    opType.Contrast => functional.adjust_contrast(img, 1 + magnitude),
                    opType.Sharpness => functional.adjust_sharpness(img, 1 + magnitude),
                    opType.Posterize => functional.posterize(img, (int)magnitude),
                    opType.Solarize => functional.solarize(img, magnitude),
                    opType.AutoContrast => functional.autocontrast(img),
                    opType.Equalize => functional.equalize(img),
                    opType.Invert => functional.invert(img),
                    opType.Identity => img.alias(),
                    _ => throw new ArgumentOutOfRangeException(nameof(op_name), op_name, "There is no such change of an image."),
                };
            }
        }
    }
}
