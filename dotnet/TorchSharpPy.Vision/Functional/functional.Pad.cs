using System;
using TorchSharpPy.Functional;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class transforms
        {
            public static partial class functional
            {
                /// <summary>Adds rows and columns to an image.</summary>
                /// <param name="input">An image.</param>
                /// <param name="padding">
                /// One number for all sides, two (left and right, top and bottom), or four (left, top, right, bottom).
                /// </param>
                /// <param name="fill">The number in them, with constant padding.</param>
                /// <param name="padding_mode">What is in them.</param>
                /// <exception cref="ArgumentException">There are not 1, 2 or 4 numbers.</exception>
                /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
                public static Tensor pad(
                    Tensor input, long[] padding, double fill = 0, PaddingModes padding_mode = PaddingModes.Constant) =>
                    pad(input, new ReadOnlySpan<long>(padding ?? throw new ArgumentNullException(nameof(padding))), fill, padding_mode);

                /// <inheritdoc cref="pad(Tensor, long[], double, PaddingModes)"/>
                public static Tensor pad(
                    Tensor input, ReadOnlySpan<long> padding, double fill = 0, PaddingModes padding_mode = PaddingModes.Constant)
                {
                    long[] sides = Images.Sides(padding, nameof(padding));
                    string mode = Mode(padding_mode);
                    Images.Require(input, nameof(input));
                    var forTorch = new[] { sides[0], sides[2], sides[1], sides[3] };
                    if (mode == "constant")
                    {
                        return torch.nn.functional.pad(
                            input, forTorch, mode, padding_mode == PaddingModes.Zeros ? 0 : fill);
                    }
                    using DisposeScope scope = NewDisposeScope();
                    Tensor result = Images.AsFloats(
                        input, floats => torch.nn.functional.pad(floats, forTorch, mode), isHalfEnough: false);
                    return result.MoveToOuterDisposeScope();
                }

                /// <inheritdoc cref="pad(Tensor, long[], double, PaddingModes)"/>
                public static Tensor pad(
                    Tensor input, long padding, double fill = 0, PaddingModes padding_mode = PaddingModes.Constant) =>
                    pad(input, new[] { padding }, fill, padding_mode);

                /// <inheritdoc cref="pad(Tensor, long[], double, PaddingModes)"/>
                public static Tensor pad(
                    Tensor input, (long, long) padding, double fill = 0, PaddingModes padding_mode = PaddingModes.Constant) =>
                    pad(input, new[] { padding.Item1, padding.Item2 }, fill, padding_mode);

                /// <inheritdoc cref="pad(Tensor, long[], double, PaddingModes)"/>
                public static Tensor pad(
                    Tensor input, (long, long, long, long) padding, double fill = 0, PaddingModes padding_mode = PaddingModes.Constant) =>
                    pad(input, new[] { padding.Item1, padding.Item2, padding.Item3, padding.Item4 }, fill, padding_mode);

                private static string Mode(PaddingModes mode) => mode switch
                {
                    PaddingModes.Zeros => "constant",
                    PaddingModes.Constant => "constant",
                    PaddingModes.Reflect => "reflect",
                    PaddingModes.Replicate => "replicate",
                    PaddingModes.Circular => "circular",
                    _ => throw new ArgumentOutOfRangeException("padding_mode", mode, "There is no such mode."),
                };
            }
        }
    }
}
