using System;
using System.Collections.Generic;
using System.Linq;
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
                /// <summary>Turns, moves, scales and shears an image around its middle.</summary>
                /// <param name="img">An image.</param>
                /// <param name="shear">One angle, or two for x and y, in degrees.</param>
                /// <param name="angle">The angle, in degrees, clockwise.</param>
                /// <param name="translate">How far to move it, x and y, after turning.</param>
                /// <param name="scale">How much larger it becomes.</param>
                /// <param name="interpolation">Nearest or Bilinear.</param>
                /// <param name="fill">What is outside of the image; zeros by default.</param>
                /// <exception cref="ArgumentException">An argument has another count of numbers, or the scale is not positive.</exception>
                public static Tensor affine(
                    Tensor img, IList<float>? shear = null, float angle = 0, IList<int>? translate = null, float scale = 1,
                    InterpolationMode interpolation = InterpolationMode.Nearest, float? fill = null) =>
                    Affine(
                        img, Pair(shear, nameof(shear)), angle, translate, scale, interpolation,
                        fill is float number ? new[] { number } : null, null);

                /// <summary>Turns, moves, scales and shears an image around its middle.</summary>
                /// <param name="img">An image.</param>
                /// <param name="shear">The angle for x, in degrees.</param>
                /// <param name="angle">The angle, in degrees, clockwise.</param>
                /// <param name="translate">How far to move it, x and y, after turning.</param>
                /// <param name="scale">How much larger it becomes.</param>
                /// <param name="interpolation">Nearest or Bilinear.</param>
                /// <param name="fill">What is outside of the image; zeros by default.</param>
                /// <exception cref="ArgumentException">An argument has another count of numbers, or the scale is not positive.</exception>
                public static Tensor affine(
                    Tensor img, float shear, float angle = 0, IList<int>? translate = null, float scale = 1,
                    InterpolationMode interpolation = InterpolationMode.Nearest, float? fill = null) =>
                    affine(img, new[] { shear, 0 }, angle, translate, scale, interpolation, fill);

                /// <summary>Turns an image counterclockwise.</summary>
                /// <param name="img">An image.</param>
                /// <param name="angle">The angle, in degrees.</param>
                /// <param name="interpolation">Nearest or Bilinear.</param>
                /// <param name="expand">
                /// Whether the result is large enough for the whole image. It supposes the middle as the center.
                /// </param>
                /// <param name="center">The point that does not move, x and y, from the upper left corner; the middle by default.</param>
                /// <param name="fill">What is outside of the image: a number for all channels or one for each; zeros by default.</param>
                public static Tensor rotate(
                    Tensor img, float angle, InterpolationMode interpolation = InterpolationMode.Nearest, bool expand = false,
                    (int, int)? center = null, IList<float>? fill = null)
                {
                    (long rows, long columns) = Images.SizeOf(Images.Require(img, nameof(img)));
                    GridSampleMode mode = Grids.Mode(interpolation, allowsCubic: false);
                    using DisposeScope scope = NewDisposeScope();
                    (int x, int y)? point = center;
                    (double, double) fromMiddle = point == null ? (0, 0) : (point.Value.x - (columns * 0.5), point.Value.y - (rows * 0.5));
                    double[] matrix = AffineMatrix.Inverse(fromMiddle, -(double)angle, (0, 0), 1, (0, 0));
                    (long height, long width) = expand ? AffineMatrix.WholeSize(matrix, rows, columns) : (rows, columns);
                    Tensor grid = Grids.Affine(matrix, img, height, width);
                    return Grids.Sample(img, grid, mode, Images.Fills(fill, img)).MoveToOuterDisposeScope();
                }

                /// <summary>Changes the perspective of an image.</summary>
                /// <param name="img">An image.</param>
                /// <param name="startpoints">
                /// Four corners in the image, each x and y: top left, top right, bottom right, bottom left.
                /// </param>
                /// <param name="endpoints">Where they are in the result.</param>
                /// <param name="interpolation">Nearest or Bilinear.</param>
                /// <param name="fill">What is outside of the image: a number for all channels or one for each; zeros by default.</param>
                /// <exception cref="ArgumentException">There are not four corners of two numbers.</exception>
                public static Tensor perspective(
                    Tensor img, IList<IList<int>> startpoints, IList<IList<int>> endpoints,
                    InterpolationMode interpolation = InterpolationMode.Bilinear, IList<float>? fill = null)
                {
                    Images.Require(img, nameof(img));
                    GridSampleMode mode = Grids.Mode(interpolation, allowsCubic: false);
                    using DisposeScope scope = NewDisposeScope();
                    float[] coefficients = PerspectiveOf(
                        Corners(startpoints, nameof(startpoints)), Corners(endpoints, nameof(endpoints)));
                    return Grids.Sample(img, Grids.Perspective(coefficients, img), mode, Images.Fills(fill, img)).MoveToOuterDisposeScope();
                }

                /// <summary>
                /// <see cref="affine(Tensor, IList{float}, float, IList{int}, float, InterpolationMode, float?)"/> around any point.
                /// </summary>
                internal static Tensor Affine(
                    Tensor img, (double, double) shear, float angle, IList<int>? translate, float scale, InterpolationMode interpolation,
                    IList<float>? fill, (int x, int y)? center)
                {
                    (long rows, long columns) = Images.SizeOf(Images.Require(img, nameof(img)));
                    GridSampleMode mode = Grids.Mode(interpolation, allowsCubic: false);
                    if (translate != null && translate.Count != 2)
                    {
                        throw new ArgumentException($"Expected two numbers, x and y, not {translate.Count}.", nameof(translate));
                    }
                    if (!(scale > 0))
                    {
                        throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale must be positive.");
                    }
                    using DisposeScope scope = NewDisposeScope();
                    (double, double) middle = center == null ? (0, 0) : (center.Value.x - (columns * 0.5), center.Value.y - (rows * 0.5));
                    (double, double) move = translate == null ? (0, 0) : (translate[0], translate[1]);
                    Tensor grid = Grids.Affine(AffineMatrix.Inverse(middle, angle, move, scale, shear), img, rows, columns);
                    return Grids.Sample(img, grid, mode, Images.Fills(fill, img)).MoveToOuterDisposeScope();
                }

                private static (double, double) Pair(IList<float>? angles, string name) => angles == null ? (0, 0)
                    : angles.Count == 1 ? (angles[0], 0)
                    : angles.Count == 2 ? ((double)angles[0], (double)angles[1])
                    : throw new ArgumentException($"Expected one angle, or two for x and y, not {angles.Count}.", name);

                private static double[][] Corners(IList<IList<int>> points, string name)
                {
                    if (points == null)
                    {
                        throw new ArgumentNullException(name);
                    }
                    return points.Count == 4 && points.All(point => point != null && point.Count == 2)
                        ? points.Select(point => new double[] { point[0], point[1] }).ToArray()
                        : throw new ArgumentException("Expected four corners of two numbers each, x and y.", name);
                }

                private static float[] PerspectiveOf(double[][] start, double[][] end)
                {
                    var equations = new double[8, 8];
                    var values = new double[8];
                    for (int i = 0; i < 4; i++)
                    {
                        for (int axis = 0; axis < 2; axis++)
                        {
                            int row = (2 * i) + axis;
                            values[row] = start[i][axis];
                            equations[row, 3 * axis] = end[i][0];
                            equations[row, (3 * axis) + 1] = end[i][1];
                            equations[row, (3 * axis) + 2] = 1;
                            (equations[row, 6], equations[row, 7]) = (-start[i][axis] * end[i][0], -start[i][axis] * end[i][1]);
                        }
                    }
                    Tensor solution = torch.linalg.lstsq(torch.tensor(equations), torch.tensor(values).unsqueeze(-1), driver: "gels").Item1;
                    return solution.view(-1).to(ScalarType.Float32).data<float>().ToArray();
                }
            }
        }
    }
}
