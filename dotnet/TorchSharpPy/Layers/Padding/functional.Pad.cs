using System;
using TorchSharpPy.Layers;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>Puts elements around a tensor.</summary>
                /// <param name="input">The tensor.</param>
                /// <param name="pad">How many, from the last dimension on: before and after the elements of each.</param>
                /// <param name="mode">What is put there.</param>
                /// <param name="value">The number for the mode Constant.</param>
                /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
                public static Tensor pad(Tensor input, IntList pad, PaddingModes mode, double value = 0) => mode switch
                {
                    PaddingModes.Zeros => functional.pad(input, pad, "constant", 0.0),
                    PaddingModes.Constant => functional.pad(input, pad, "constant", value),
                    PaddingModes.Reflect => functional.pad(input, pad, "reflect"),
                    PaddingModes.Replicate => functional.pad(input, pad, "replicate"),
                    PaddingModes.Circular => functional.pad(input, pad, "circular"),
                    _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode."),
                };

                /// <summary>Puts elements around a tensor, before and after the elements of every dimension.</summary>
                /// <param name="input">The tensor.</param>
                /// <param name="pad">How many at each edge.</param>
                /// <param name="mode">What is put there.</param>
                /// <param name="value">The number for the mode Constant.</param>
                /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
                public static Tensor pad(Tensor input, long pad, PaddingModes mode, double value = 0)
                {
                    var each = new long[2 * Require.NotNull(input).ndim];
                    Array.Fill(each, pad);
                    return functional.pad(input, each, mode, value);
                }
            }
        }
    }
}
