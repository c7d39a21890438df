namespace TorchSharpPy.Transforms
{
    /// <summary>The corners of an image, and places near them.</summary>
    internal static class RandomCorners
    {
        internal static (int[][] from, int[][] to) Of(int height, int width, double distortion)
        {
            int x = (int)(distortion * (width / 2));
            int y = (int)(distortion * (height / 2));
            int Near(int reach) => Draws.Integer(reach + 1);
            int Far(int size, int reach) => Draws.Integer(size - reach - 1, size);
            var to = new[]
            {
                new[] { Near(x), Near(y) }, new[] { Far(width, x), Near(y) },
                new[] { Far(width, x), Far(height, y) }, new[] { Near(x), Far(height, y) },
            };
            var from = new[]
            {
                new[] { 0, 0 }, new[] { width - 1, 0 }, new[] { width - 1, height - 1 }, new[] { 0, height - 1 },
            };
            return (from, to);
        }
    }
}
