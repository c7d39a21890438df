using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        /// <summary>Many images as one.</summary>
        public static class utils
        {
            /// <summary>Images in a grid, as one image.</summary>
            /// <param name="tensors">Images of one shape, [C, H, W].</param>
            /// <param name="nrow">The images of a row.</param>
            /// <param name="padding">The pixels between them.</param>
            /// <param name="normalize">Whether to stretch the numbers to 0 to 1.</param>
            /// <param name="value_range">What becomes 0 and 1; the least and the greatest number by default.</param>
            /// <param name="scale_each">Whether each image has its own least and greatest number.</param>
            /// <param name="pad_value">What is between the images.</param>
            public static Tensor make_grid(
                IEnumerable<Tensor> tensors, long nrow = 8, int padding = 2, bool normalize = false,
                (double low, double high)? value_range = null, bool scale_each = false, double pad_value = 0)
            {
                using Tensor stacked = torch.stack(tensors);
                return make_grid(stacked, nrow, padding, normalize, value_range, scale_each, pad_value);
            }

            /// <summary>Images in a grid, as one image.</summary>
            /// <param name="tensor">Images, [N, C, H, W], or one image.</param>
            /// <param name="nrow">The images of a row.</param>
            /// <param name="padding">The pixels between them.</param>
            /// <param name="normalize">Whether to stretch the numbers to 0 to 1.</param>
            /// <param name="value_range">What becomes 0 and 1; the least and the greatest number by default.</param>
            /// <param name="scale_each">Whether each image has its own least and greatest number.</param>
            /// <param name="pad_value">What is between the images.</param>
            /// <exception cref="ArgumentException">The tensor is not of images, or there is none.</exception>
            public static Tensor make_grid(
                Tensor tensor, long nrow = 8, int padding = 2, bool normalize = false, (double low, double high)? value_range = null,
                bool scale_each = false, double pad_value = 0)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor images = AsBatch(tensor ?? throw new ArgumentNullException(nameof(tensor)));
                if (nrow < 1 || padding < 0)
                {
                    throw new ArgumentOutOfRangeException(
                        nrow < 1 ? nameof(nrow) : nameof(padding), "A row must have at least one image, and the padding not be negative.");
                }
                if (normalize)
                {
                    images = scale_each
                        ? torch.stack(images.unbind(0).Select(image => Normalized(image, value_range)))
                        : Normalized(images, value_range);
                }
                Tensor result = images.size(0) == 1 ? images.squeeze(0).alias() : Grid(images, nrow, padding, pad_value);
                return result.MoveToOuterDisposeScope();
            }

            /// <summary>Writes images in a grid to a file, which it replaces.</summary>
            /// <param name="tensor">Images of numbers from 0 to 1, [N, C, H, W], or one image.</param>
            /// <param name="filename">The path.</param>
            /// <param name="format">The format.</param>
            /// <param name="nrow">The images of a row.</param>
            /// <param name="padding">The pixels between them.</param>
            /// <param name="normalize">Whether to stretch the numbers to 0 to 1.</param>
            /// <param name="value_range">What becomes 0 and 1; the least and the greatest number by default.</param>
            /// <param name="scale_each">Whether each image has its own least and greatest number.</param>
            /// <param name="pad_value">What is between the images.</param>
            /// <param name="imager">What encodes it; <see cref="io.DefaultImager"/> by default.</param>
            public static void save_image(
                Tensor tensor, string filename, ImageFormat format, long nrow = 8, int padding = 2, bool normalize = false,
                (double low, double high)? value_range = null, bool scale_each = false, double pad_value = 0, io.Imager? imager = null)
            {
                using var bytes = new MemoryStream();
                save_image(tensor, bytes, format, nrow, padding, normalize, value_range, scale_each, pad_value, imager);
                File.WriteAllBytes(filename, bytes.ToArray());
            }

            /// <summary>Writes images in a grid.</summary>
            /// <param name="tensor">Images of numbers from 0 to 1, [N, C, H, W], or one image.</param>
            /// <param name="filestream">Where the file's bytes go.</param>
            /// <param name="format">The format.</param>
            /// <param name="nrow">The images of a row.</param>
            /// <param name="padding">The pixels between them.</param>
            /// <param name="normalize">Whether to stretch the numbers to 0 to 1.</param>
            /// <param name="value_range">What becomes 0 and 1; the least and the greatest number by default.</param>
            /// <param name="scale_each">Whether each image has its own least and greatest number.</param>
            /// <param name="pad_value">What is between the images.</param>
            /// <param name="imager">What encodes it; <see cref="io.DefaultImager"/> by default.</param>
            public static void save_image(
                Tensor tensor, Stream filestream, ImageFormat format, long nrow = 8, int padding = 2, bool normalize = false,
                (double low, double high)? value_range = null, bool scale_each = false, double pad_value = 0, io.Imager? imager = null)
            {
                using Tensor grid = make_grid(tensor, nrow, padding, normalize, value_range, scale_each, pad_value);
                using DisposeScope scope = NewDisposeScope();
                Tensor bytes = grid.mul(255).add(0.5).clamp(0, 255).to(ScalarType.Byte);
                (imager ?? io.DefaultImager).EncodeImage(bytes, format, filestream);
            }

            private static Tensor AsBatch(Tensor tensor)
            {
                Tensor images = tensor.dim() == 2 ? tensor.unsqueeze(0) : tensor;
                images = images.dim() == 3 ? images.unsqueeze(0) : images;
                if (images.dim() != 4 || images.size(0) == 0)
                {
                    throw new ArgumentException(
                        $"Expected images [N, C, H, W] or one image, not a tensor of shape {new Size(tensor.shape)}.", nameof(tensor));
                }
                return images.size(1) == 1 ? torch.cat(new[] { images, images, images }, 1) : images;
            }

            private static Tensor Normalized(Tensor images, (double low, double high)? range)
            {
                double low = range?.low ?? images.min().ToDouble();
                double high = range?.high ?? images.max().ToDouble();
                return images.clamp(low, high).sub(low).div(Math.Max(high - low, 1e-5));
            }

            private static Tensor Grid(Tensor images, long perRow, int padding, double between)
            {
                long count = images.size(0);
                long columns = Math.Min(perRow, count);
                long rows = (count + columns - 1) / columns;
                (long height, long width) = (images.size(2) + padding, images.size(3) + padding);
                Tensor grid = images.new_full(
                    new[] { images.size(1), (height * rows) + padding, (width * columns) + padding }, between);
                Tensor[] single = images.unbind(0);
                for (int i = 0; i < single.Length; i++)
                {
                    grid.narrow(1, (i / columns * height) + padding, height - padding)
                        .narrow(2, (i % columns * width) + padding, width - padding)
                        .copy_(single[i]);
                }
                return grid;
            }
        }
    }
}
