using System;

namespace TorchSharpPy.Functional
{
    /// <summary>Affine matrices of six numbers, which map pixels of the result to pixels of the image.</summary>
    internal static class AffineMatrix
    {
        /// <summary>The inverse of: move by translate, turn and shear around center, scale.</summary>
        /// <param name="center">The point that does not move, x and y, from the middle of the image.</param>
        /// <param name="angle">The angle, in degrees, clockwise.</param>
        /// <param name="translate">How far, x and y.</param>
        /// <param name="scale">How much larger.</param>
        /// <param name="shear">Two angles, x and y, in degrees.</param>
        internal static double[] Inverse(
            (double x, double y) center, double angle, (double x, double y) translate, double scale, (double x, double y) shear)
        {
            double turn = Radians(angle);
            (double shearX, double shearY) = (Radians(shear.x), Radians(shear.y));
            double a = Math.Cos(turn - shearY) / Math.Cos(shearY);
            double b = (-Math.Cos(turn - shearY) * Math.Tan(shearX) / Math.Cos(shearY)) - Math.Sin(turn);
            double c = Math.Sin(turn - shearY) / Math.Cos(shearY);
            double d = (-Math.Sin(turn - shearY) * Math.Tan(shearX) / Math.Cos(shearY)) + Math.Cos(turn);
            (double moveX, double moveY) = (-center.x - translate.x, -center.y - translate.y);
            return new[]
            {
                d / scale, -b / scale, (d / scale * moveX) + (-b / scale * moveY) + center.x,
                -c / scale, a / scale, (-c / scale * moveX) + (a / scale * moveY) + center.y,
            };
        }

        /// <summary>The size of the smallest image that has room for the whole result.</summary>
        internal static (long height, long width) WholeSize(double[] matrix, long height, long width)
        {
            float[] m = Array.ConvertAll(matrix, number => (float)number);
            (float x, float y)[] corners =
            {
                (-0.5f * width, -0.5f * height), (-0.5f * width, 0.5f * height),
                (0.5f * width, 0.5f * height), (0.5f * width, -0.5f * height),
            };
            float[] xs = Array.ConvertAll(corners, corner => (corner.x * m[0]) + (corner.y * m[1]) + m[2] + (width * 0.5f));
            float[] ys = Array.ConvertAll(corners, corner => (corner.x * m[3]) + (corner.y * m[4]) + m[5] + (height * 0.5f));
            return (Span(ys), Span(xs));
        }

        private static long Span(float[] places)
        {
            Array.Sort(places);
            return (long)(Math.Ceiling(Shortened(places[^1])) - Math.Floor(Shortened(places[0])));
        }

        // Without what rounding has added.
        private static float Shortened(float place)
        {
            const float tolerance = 1e-4f;
            return (float)Math.Truncate(place / tolerance) * tolerance;
        }

        private static double Radians(double degrees) => degrees * Math.PI / 180;
    }
}
