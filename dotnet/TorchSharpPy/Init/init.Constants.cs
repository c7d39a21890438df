using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class init
            {
                /// <summary>Fills a tensor with one number.</summary>
                /// <param name="tensor">The tensor.</param>
                /// <param name="val">The number.</param>
                /// <returns>The tensor.</returns>
                public static Tensor constant_(Tensor tensor, Scalar val)
                {
                    using (no_grad())
                    {
                        return NotNull(tensor).fill_(val);
                    }
                }

                /// <summary>Fills a tensor with ones.</summary>
                /// <returns>The tensor.</returns>
                public static Tensor ones_(Tensor tensor) => constant_(tensor, 1.0);

                /// <summary>Fills a tensor with zeros.</summary>
                /// <returns>The tensor.</returns>
                public static Tensor zeros_(Tensor tensor)
                {
                    using (no_grad())
                    {
                        return NotNull(tensor).zero_();
                    }
                }

                /// <summary>Fills a matrix with ones on the diagonal and zeros elsewhere.</summary>
                /// <returns>The tensor.</returns>
                /// <exception cref="ArgumentException">The tensor does not have two dimensions.</exception>
                public static Tensor eye_(Tensor tensor)
                {
                    ShapeOf(tensor, 2, 2, "a matrix");
                    using (no_grad())
                    {
                        tensor.zero_();
                        using Tensor diagonal = tensor.diagonal();
                        diagonal.fill_(1);
                    }
                    return tensor;
                }

                /// <summary>Fills the weight of a convolution so that it passes as many channels on as possible.</summary>
                /// <param name="tensor">The weight: [out, in, ...], of three to five dimensions.</param>
                /// <param name="groups">The groups of the convolution, each of which passes its channels on.</param>
                /// <returns>The tensor.</returns>
                /// <exception cref="ArgumentException">The number of dimensions or of groups does not fit.</exception>
                public static Tensor dirac_(Tensor tensor, long groups = 1)
                {
                    long[] shape = ShapeOf(tensor, 3, 5, "the weight of a convolution, of 3 to 5 dimensions");
                    if (groups < 1 || shape[0] % groups != 0)
                    {
                        throw new ArgumentException(
                            $"The number of groups must divide the number of outputs, {shape[0]}, but is {groups}.", nameof(groups));
                    }
                    using DisposeScope scope = NewDisposeScope();
                    using (no_grad())
                    {
                        tensor.zero_();
                        Tensor center = tensor;
                        for (int i = 2; i < shape.Length && tensor.numel() > 0; i++)
                        {
                            center = center.select(2, shape[i] / 2);
                        }
                        long outputs = shape[0] / groups;
                        for (long group = 0; group < groups && tensor.numel() > 0; group++)
                        {
                            center.narrow(0, group * outputs, outputs).diagonal().fill_(1);
                        }
                    }
                    return tensor;
                }
            }
        }
    }
}
