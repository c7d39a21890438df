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
                /// <summary>Resizes the last dimensions of a tensor: [N, C, W], [N, C, H, W] or [N, C, D, H, W].</summary>
                /// <param name="x">The tensor.</param>
                /// <param name="size">The new sizes, of all dimensions but the first two; one number stands for all.</param>
                /// <param name="scale_factor">Instead of sizes: what to multiply them by; one number stands for all.</param>
                /// <param name="mode">How values between the elements are computed.</param>
                /// <param name="align_corners">
                /// Whether the centers of the corners stay where they are, instead of their outer edges: only for linear and cubic modes.
                /// </param>
                /// <param name="recompute_scale_factor">Whether to use the factor that the rounded new size has to the old one.</param>
                /// <param name="antialias">Whether to smooth an image that becomes smaller: only for Bilinear and Bicubic.</param>
                /// <exception cref="ArgumentException">The mode does not fit the dimensions or the other arguments.</exception>
                public static Tensor interpolate(
                    Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                    bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
                {
                    long[] shape = NotNull(x).shape;
                    int dimensions = shape.Length - 2;
                    RequireFitting(mode, dimensions, align_corners, antialias);
                    (size, scale_factor) = (Spread(size, dimensions, nameof(size)), Spread(scale_factor, dimensions, nameof(scale_factor)));
                    if ((size == null) == (scale_factor == null))
                    {
                        throw new ArgumentException("Pass either size or scale_factor.", nameof(size));
                    }
                    if (recompute_scale_factor && scale_factor == null)
                    {
                        throw new ArgumentException(
                            "Without a scale_factor there is nothing to compute again.", nameof(recompute_scale_factor));
                    }
                    if (scale_factor != null && (recompute_scale_factor || mode == InterpolationMode.Area))
                    {
                        size = scale_factor.Select((factor, i) => (long)Math.Floor(shape[i + 2] * factor)).ToArray();
                        scale_factor = null;
                    }
                    return Resize(x, size, scale_factor, mode, align_corners ?? false, antialias);
                }

                /// <summary>Resizes the last dimensions of a tensor, as <see cref="interpolate"/> does.</summary>
                /// <param name="x">The tensor, [N, C, W], [N, C, H, W] or [N, C, D, H, W].</param>
                /// <param name="size">The new sizes; one number stands for all.</param>
                /// <param name="scale_factor">Instead of sizes: what to multiply them by; one number stands for all.</param>
                /// <param name="mode">How values between the elements are computed.</param>
                /// <param name="align_corners">Whether the centers of the corners stay where they are; without effect for Nearest.</param>
                /// <exception cref="ArgumentException">The mode does not fit the dimensions or the other arguments.</exception>
                public static Tensor upsample(
                    Tensor x, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest,
                    bool align_corners = false) =>
                    interpolate(
                        x, size, scale_factor, (InterpolationMode)mode,
                        mode == UpsampleMode.Nearest ? (bool?)null : align_corners);

                /// <inheritdoc cref="upsample"/>
                public static Tensor upsample_nearest(
                    Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                    upsample(x, size, scale_factor, UpsampleMode.Nearest, align_corners);

                /// <inheritdoc cref="upsample"/>
                public static Tensor upsample_bilinear(
                    Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                    upsample(x, size, scale_factor, UpsampleMode.Bilinear, align_corners);

                /// <summary>Resizes the last dimension of a tensor [N, C, W], by nearest elements.</summary>
                /// <exception cref="ArgumentException">Not exactly one of size and factor is given.</exception>
                public static Tensor upsample_nearest1d(Tensor input, long? outputSize, double? scaleFactor) => Nearest(
                    input, 1, outputSize is long size ? new[] { size } : null, scaleFactor is double factor ? new[] { factor } : null);

                /// <summary>Resizes the last two dimensions of a tensor [N, C, H, W], by nearest elements.</summary>
                /// <exception cref="ArgumentException">Not exactly one of sizes and factors is given.</exception>
                public static Tensor upsample_nearest2d(Tensor input, long[]? outputSize = null, double[]? scaleFactors = null) =>
                    Nearest(input, 2, outputSize, scaleFactors);

                /// <summary>Resizes the last three dimensions of a tensor [N, C, D, H, W], by nearest elements.</summary>
                /// <exception cref="ArgumentException">Not exactly one of sizes and factors is given.</exception>
                public static Tensor upsample_nearest3d(Tensor input, long[]? outputSize = null, double[]? scaleFactors = null) =>
                    Nearest(input, 3, outputSize, scaleFactors);

                private static Tensor Nearest(Tensor input, int dimensions, long[]? size, double[]? factors) =>
                    NotNull(input).dim() == dimensions + 2
                        ? interpolate(input, size, factors)
                        : throw new ArgumentException(
                            $"Expected a tensor of {dimensions + 2} dimensions, not {input.dim()}.", nameof(input));

                private static T[]? Spread<T>(T[]? values, int dimensions, string name)
                {
                    if (values == null || values.Length == dimensions)
                    {
                        return values;
                    }
                    return values.Length == 1
                        ? Enumerable.Repeat(values[0], dimensions).ToArray()
                        : throw new ArgumentException(
                            $"Expected {dimensions} numbers, one for each dimension after the first two, not {values.Length}.", name);
                }

                private static void RequireFitting(InterpolationMode mode, int dimensions, bool? alignCorners, bool antialias)
                {
                    int own = mode switch
                    {
                        InterpolationMode.Linear => 1,
                        InterpolationMode.Bilinear => 2,
                        InterpolationMode.Bicubic => 2,
                        InterpolationMode.Trilinear => 3,
                        _ => 0,
                    };
                    if (dimensions < 1 || dimensions > 3 || (own != 0 && own != dimensions))
                    {
                        string expected = own == 0 ? "3, 4 or 5" : $"{own + 2}";
                        throw new ArgumentException(
                            $"Expected a tensor of {expected} dimensions for the mode {mode}, not {dimensions + 2}.", "x");
                    }
                    if (own == 0 && alignCorners.HasValue)
                    {
                        throw new ArgumentException(
                            $"The mode {mode} aligns no corners: only Linear, Bilinear, Bicubic and Trilinear do.", "align_corners");
                    }
                    if (antialias && own != 2)
                    {
                        throw new ArgumentException($"Only Bilinear and Bicubic can smooth, not {mode}.", nameof(antialias));
                    }
                }

                private static Tensor Resize(
                    Tensor x, long[]? size, double[]? factors, InterpolationMode mode, bool alignCorners, bool antialias)
                {
                    bool isExact = mode == InterpolationMode.NearestExact;
                    switch (mode)
                    {
                        case InterpolationMode.Area:
                            return size!.Length == 1 ? adaptive_avg_pool1d(x, size)
                                : size.Length == 2 ? adaptive_avg_pool2d(x, size) : adaptive_avg_pool3d(x, size);
                        case InterpolationMode.Linear:
                            return OperatorCall.Begin(ref Aten.upsample_linear1d_vec, "aten::upsample_linear1d", "vec")
                                .With(x).With(size).With(alignCorners).With(factors).Tensor();
                        case InterpolationMode.Trilinear:
                            return OperatorCall.Begin(ref Aten.upsample_trilinear3d_vec, "aten::upsample_trilinear3d", "vec")
                                .With(x).With(size).With(alignCorners).With(factors).Tensor();
                        case InterpolationMode.Bilinear:
                            return (antialias
                                ? OperatorCall.Begin(ref Aten._upsample_bilinear2d_aa_vec, "aten::_upsample_bilinear2d_aa", "vec")
                                : OperatorCall.Begin(ref Aten.upsample_bilinear2d_vec, "aten::upsample_bilinear2d", "vec"))
                                .With(x).With(size).With(alignCorners).With(factors).Tensor();
                        case InterpolationMode.Bicubic:
                            return (antialias
                                ? OperatorCall.Begin(ref Aten._upsample_bicubic2d_aa_vec, "aten::_upsample_bicubic2d_aa", "vec")
                                : OperatorCall.Begin(ref Aten.upsample_bicubic2d_vec, "aten::upsample_bicubic2d", "vec"))
                                .With(x).With(size).With(alignCorners).With(factors).Tensor();
                        case InterpolationMode.Nearest:
                        case InterpolationMode.NearestExact:
                            return (isExact ? NearestExact(x.dim()) : NearestPlain(x.dim())).With(x).With(size).With(factors).Tensor();
                        default:
                            throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode.");
                    }
                }

                private static OperatorCall NearestPlain(long dimensions) => dimensions == 3
                    ? OperatorCall.Begin(ref Aten.upsample_nearest1d_vec, "aten::upsample_nearest1d", "vec")
                    : dimensions == 4
                        ? OperatorCall.Begin(ref Aten.upsample_nearest2d_vec, "aten::upsample_nearest2d", "vec")
                        : OperatorCall.Begin(ref Aten.upsample_nearest3d_vec, "aten::upsample_nearest3d", "vec");

                private static OperatorCall NearestExact(long dimensions) => dimensions == 3
                    ? OperatorCall.Begin(ref Aten._upsample_nearest_exact1d_vec, "aten::_upsample_nearest_exact1d", "vec")
                    : dimensions == 4
                        ? OperatorCall.Begin(ref Aten._upsample_nearest_exact2d_vec, "aten::_upsample_nearest_exact2d", "vec")
                        : OperatorCall.Begin(ref Aten._upsample_nearest_exact3d_vec, "aten::_upsample_nearest_exact3d", "vec");
            }
        }
    }
}
