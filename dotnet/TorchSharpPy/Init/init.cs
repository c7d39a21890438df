using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Fills tensors with first values, as layers need them. Autograd does not record it.</summary>
            /// <remarks>After the same <c>manual_seed</c>, the numbers are those of PyTorch.</remarks>
            public static partial class init
            {
                /// <summary>Which connections of a weight count.</summary>
                public enum FanInOut
                {
                    /// <summary>Those that lead to one output: the results keep their variance.</summary>
                    FanIn,

                    /// <summary>Those that start at one input: the gradients keep their variance.</summary>
                    FanOut,
                }

                /// <summary>What follows a layer, which says how its weights should be scaled.</summary>
                public enum NonlinearityType
                {
                    /// <summary>Nothing.</summary>
                    Linear,

                    /// <summary>Nothing, after a convolution of one dimension.</summary>
                    Conv1D,

                    /// <summary>Nothing, after a convolution of two dimensions.</summary>
                    Conv2D,

                    /// <summary>Nothing, after a convolution of three dimensions.</summary>
                    Conv3D,

                    /// <summary>Nothing, after a transposed convolution of one dimension.</summary>
                    ConvTranspose1D,

                    /// <summary>Nothing, after a transposed convolution of two dimensions.</summary>
                    ConvTranspose2D,

                    /// <summary>Nothing, after a transposed convolution of three dimensions.</summary>
                    ConvTranspose3D,

                    /// <summary>The logistic function.</summary>
                    Sigmoid,

                    /// <summary>The hyperbolic tangent.</summary>
                    Tanh,

                    /// <summary>Zero for negative numbers.</summary>
                    ReLU,

                    /// <summary>A small slope for negative numbers.</summary>
                    LeakyReLU,

                    /// <summary>The exponential function for negative numbers, scaled.</summary>
                    SELU,
                }

                /// <summary>The recommended factor for weights before a nonlinearity.</summary>
                /// <param name="nonlinearity">The nonlinearity.</param>
                /// <param name="param">The negative slope of LeakyReLU; other nonlinearities do not use it.</param>
                /// <exception cref="ArgumentOutOfRangeException">There is no such nonlinearity.</exception>
                public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.01)
                {
                    switch (nonlinearity)
                    {
                        case NonlinearityType.Tanh:
                            return 5.0 / 3;
                        case NonlinearityType.ReLU:
                            return Math.Sqrt(2.0);
                        case NonlinearityType.LeakyReLU:
                            return Math.Sqrt(2.0 / (1 + (param * param)));
                        case NonlinearityType.SELU:
                            return 3.0 / 4;
                        default:
                            return Enum.IsDefined(typeof(NonlinearityType), nonlinearity) ? 1 : throw new ArgumentOutOfRangeException(
                                nameof(nonlinearity), nonlinearity, "Expected a value of NonlinearityType.");
                    }
                }

                /// <summary>How many numbers one output of a weight is computed from, and how many one input contributes to.</summary>
                /// <param name="tensor">The weight: [out, in, ...].</param>
                /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
                public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
                {
                    long[] shape = NotNull(tensor).shape;
                    if (shape.Length < 2)
                    {
                        throw new ArgumentException(
                            $"Expected a weight of at least 2 dimensions, [out, in, ...], not {shape.Length}.", nameof(tensor));
                    }
                    long field = 1;
                    for (int i = 2; i < shape.Length; i++)
                    {
                        field *= shape[i];
                    }
                    return (shape[1] * field, shape[0] * field);
                }

                private static long[] ShapeOf(Tensor tensor, int least, int most, string what)
                {
                    long[] shape = NotNull(tensor).shape;
                    return shape.Length >= least && shape.Length <= most ? shape : throw new ArgumentException(
                        $"Expected {what}, not a tensor of {shape.Length} dimensions.", nameof(tensor));
                }
            }
        }
    }
}
