using System;
using System.Linq;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>The p-norm of the elements under a sliding window.</summary>
                /// <param name="input">The tensor, [N, C, L] or [C, L].</param>
                /// <param name="norm_type">The p.</param>
                /// <param name="kernel_size">The size of the window.</param>
                /// <param name="stride">How far it moves; its size by default.</param>
                /// <param name="ceil_mode">Whether a window that reaches over the end counts.</param>
                public static Tensor lp_pool1d(
                    Tensor input, double norm_type, long kernel_size, long? stride = null, bool ceil_mode = false) =>
                    LpPool(input, norm_type, kernel_size, powers => avg_pool1d(powers, kernel_size, stride, ceil_mode: ceil_mode));

                /// <summary>The p-norm of the elements under a sliding window.</summary>
                /// <param name="input">The tensor, [N, C, H, W] or [C, H, W].</param>
                /// <param name="norm_type">The p.</param>
                /// <param name="kernel_size">The size of the window; one number stands for both.</param>
                /// <param name="stride">How far it moves; its size by default.</param>
                /// <param name="ceil_mode">Whether a window that reaches over the end counts.</param>
                public static Tensor lp_pool2d(
                    Tensor input, double norm_type, IntList kernel_size, IntList? stride = null, bool ceil_mode = false) =>
                    LpPool(
                        input, norm_type, Product(kernel_size, 2),
                        powers => avg_pool2d(powers, kernel_size, stride, ceil_mode: ceil_mode));

                /// <summary>The p-norm of the elements under a sliding window.</summary>
                /// <param name="input">The tensor, [N, C, D, H, W] or [C, D, H, W].</param>
                /// <param name="norm_type">The p.</param>
                /// <param name="kernel_size">The size of the window; one number stands for all.</param>
                /// <param name="stride">How far it moves; its size by default.</param>
                /// <param name="ceil_mode">Whether a window that reaches over the end counts.</param>
                public static Tensor lp_pool3d(
                    Tensor input, double norm_type, IntList kernel_size, IntList? stride = null, bool ceil_mode = false) =>
                    LpPool(
                        input, norm_type, Product(kernel_size, 3),
                        powers => avg_pool3d(powers, kernel_size, stride, ceil_mode: ceil_mode));

                /// <summary>Puts the results of <c>max_pool1d_with_indices</c> back where they were, and zeros elsewhere.</summary>
                /// <param name="input">What was pooled, [N, C, L] or [C, L].</param>
                /// <param name="indices">Where the elements were.</param>
                /// <param name="kernel_size">The size of the window.</param>
                /// <param name="stride">How far it moved; its size by default.</param>
                /// <param name="padding">Zeros that were on each side.</param>
                /// <param name="output_size">The size before pooling, as several have the same result.</param>
                /// <exception cref="ArgumentException">The size is not one that such a pooling makes this result of.</exception>
                public static Tensor max_unpool1d(
                    Tensor input, Tensor indices, long kernel_size, long? stride = null, long? padding = null, long[]? output_size = null)
                {
                    long[] size = UnpoolSize(
                        input, 1, kernel_size, stride ?? kernel_size, padding ?? 0, output_size);
                    using Tensor wide = input.unsqueeze(-1);
                    using Tensor places = NotNull(indices).unsqueeze(-1);
                    using Tensor back = OperatorCall.Begin(ref Aten.max_unpool2d, "aten::max_unpool2d", "")
                        .With(wide).With(places).With(new[] { size[0], 1L }).Tensor();
                    return back.squeeze(-1);
                }

                /// <summary>Puts the results of <c>max_pool2d_with_indices</c> back where they were, and zeros elsewhere.</summary>
                /// <param name="input">What was pooled, [N, C, H, W] or [C, H, W].</param>
                /// <param name="indices">Where the elements were.</param>
                /// <param name="kernel_size">The size of the window; one number stands for both.</param>
                /// <param name="stride">How far it moved; its size by default.</param>
                /// <param name="padding">Zeros that were on each side.</param>
                /// <param name="output_size">The size before pooling, as several have the same result.</param>
                /// <exception cref="ArgumentException">The size is not one that such a pooling makes this result of.</exception>
                public static Tensor max_unpool2d(
                    Tensor input, Tensor indices, IntList kernel_size, IntList? stride = null, IntList? padding = null,
                    IntList? output_size = null)
                {
                    long[] size = UnpoolSize(
                        input, 2, kernel_size, Or(stride, kernel_size), Or(padding, 0), Given(output_size));
                    return OperatorCall.Begin(ref Aten.max_unpool2d, "aten::max_unpool2d", "")
                        .With(input).With(indices).With(size).Tensor();
                }

                /// <summary>Puts the results of <c>max_pool3d_with_indices</c> back where they were, and zeros elsewhere.</summary>
                /// <param name="input">What was pooled, [N, C, D, H, W] or [C, D, H, W].</param>
                /// <param name="indices">Where the elements were.</param>
                /// <param name="kernel_size">The size of the window; one number stands for all.</param>
                /// <param name="stride">How far it moved; its size by default.</param>
                /// <param name="padding">Zeros that were on each side.</param>
                /// <param name="output_size">The size before pooling, as several have the same result.</param>
                /// <exception cref="ArgumentException">The size is not one that such a pooling makes this result of.</exception>
                public static Tensor max_unpool3d(
                    Tensor input, Tensor indices, IntList kernel_size, IntList? stride = null, IntList? padding = null,
                    IntList? output_size = null)
                {
                    (IntList steps, IntList zeros) = (Or(stride, kernel_size), Or(padding, 0));
                    long[] size = UnpoolSize(input, 3, kernel_size, steps, zeros, Given(output_size));
                    return OperatorCall.Begin(ref Aten.max_unpool3d, "aten::max_unpool3d", "")
                        .With(input).With(indices).With(size).With(EachOf(steps, 3)).With(EachOf(zeros, 3)).Tensor();
                }

                /// <summary>Divides each element by a power of the squares of its neighbors in other channels.</summary>
                /// <param name="input">The tensor, [N, C, ...].</param>
                /// <param name="size">How many channels are neighbors.</param>
                /// <param name="alpha">The factor of the squares.</param>
                /// <param name="beta">The exponent.</param>
                /// <param name="k">What is added to the squares.</param>
                /// <exception cref="ArgumentException">The tensor has fewer than 3 dimensions.</exception>
                public static Tensor local_response_norm(
                    Tensor input, long size, double alpha = 0.0001, double beta = 0.75, double k = 1.0)
                {
                    long dimensions = NotNull(input).dim();
                    if (dimensions < 3)
                    {
                        throw new ArgumentException($"Expected a tensor of at least 3 dimensions, not {dimensions}.", nameof(input));
                    }
                    using DisposeScope scope = NewDisposeScope();
                    Tensor squares = input.mul(input).unsqueeze(1); // [N, 1, C, ...]
                    long[] shape = squares.shape;
                    Tensor flat = squares.reshape(new[] { shape[0], 1, shape[2], -1 });
                    Tensor padded = pad(flat, new[] { 0, 0, size / 2, (size - 1) / 2 });
                    Tensor mean = avg_pool2d(padded, (size, 1), stride: 1).reshape(input.shape);
                    Tensor divisor = mean.mul(alpha).add(k).pow(beta);
                    return input.div(divisor).MoveToOuterDisposeScope();
                }

                private static IntList Or(IntList? given, IntList other) =>
                    given is IntList numbers && !numbers.IsMissing ? numbers : other;

                /// <summary>The numbers, if there are any: a null array is as if the argument were null.</summary>
                private static long[]? Given(IntList? numbers) =>
                    numbers is IntList some && !some.IsMissing ? some.ToArray() : null;

                private static long[] EachOf(IntList sizes, int dimensions) => Spread(sizes.ToArray(), dimensions, "kernel_size")!;

                private static long Product(IntList sizes, int dimensions) =>
                    EachOf(sizes, dimensions).Aggregate(1L, (product, size) => product * size);

                /// <summary>The norm from the mean of the powers; its sign is that of the sum.</summary>
                private static Tensor LpPool(Tensor input, double power, long count, Func<Tensor, Tensor> mean)
                {
                    using DisposeScope scope = NewDisposeScope();
                    Tensor average = mean(NotNull(input).pow(power));
                    Tensor sum = torch.sign(average).mul(relu(torch.abs(average))).mul(count);
                    return sum.pow(1.0 / power).MoveToOuterDisposeScope();
                }

                private static long[] UnpoolSize(
                    Tensor input, int dimensions, IntList kernel, IntList stride, IntList padding, long[]? wanted)
                {
                    long[] shape = NotNull(input).shape;
                    if (shape.Length != dimensions + 1 && shape.Length != dimensions + 2)
                    {
                        throw new ArgumentException(
                            $"Expected a tensor of {dimensions + 1} or {dimensions + 2} dimensions, not {shape.Length}.", nameof(input));
                    }
                    (long[] window, long[] steps, long[] zeros) =
                        (EachOf(kernel, dimensions), EachOf(stride, dimensions), EachOf(padding, dimensions));
                    int first = shape.Length - dimensions;
                    long[] usual = Enumerable.Range(0, dimensions)
                        .Select(i => ((shape[first + i] - 1) * steps[i]) + window[i] - (2 * zeros[i])).ToArray();
                    if (wanted == null)
                    {
                        return usual;
                    }
                    long[] last = wanted.Length > dimensions ? wanted.Skip(wanted.Length - dimensions).ToArray() : wanted;
                    bool fits = last.Length == dimensions &&
                        Enumerable.Range(0, dimensions).All(i => Math.Abs(last[i] - usual[i]) < steps[i]);
                    return fits ? last : throw new ArgumentException(
                        $"Expected an output_size of about {new Size(usual)}, not {new Size(wanted)}: " +
                        "each size may differ by less than the stride.", "output_size");
                }
            }
        }
    }
}
