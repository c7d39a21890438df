using System;
using System.IO;
using TorchSharpPy;
using static TorchSharpPy.torch;
using static TorchSharpPy.torchvision;

namespace Guides
{
    static class Images
    {
        public static void Run()
        {
            using var scope = NewDisposeScope();
            Tensor columns = arange(0, 256, 4).expand(48, 64);
            Tensor rows = arange(0, 240, 5).unsqueeze(1).expand(48, 64);
            Tensor picture = stack(columns, rows, 255 - columns).to(ScalarType.Byte);
            io.write_jpeg(picture, "picture.jpg");

            Tensor image = io.read_image("picture.jpg", io.ImageReadMode.RGB);
            Console.WriteLine(new Size(image.shape)); // [3, 48, 64]
            var prepare = transforms.Compose(
                transforms.Resize(32),
                transforms.CenterCrop(28),
                transforms.ConvertImageDtype(ScalarType.Float32),
                transforms.Normalize(new[] { 0.485, 0.456, 0.406 }, new[] { 0.229, 0.224, 0.225 }));
            Tensor input = prepare.call(image).unsqueeze(0); // for a model
            Console.WriteLine(new Size(input.shape)); // [1, 3, 28, 28]
            Console.WriteLine((image.to(ScalarType.Int16) - picture).abs().max().item<short>() < 20); // True

            // The same seed gives the same images as in Python.
            var augment = transforms.Compose(
                transforms.RandomResizedCrop(24),
                transforms.RandomHorizontalFlip(),
                transforms.RandAugment());
            manual_seed(1);
            Tensor[] augmented = { augment.call(image), augment.call(image), augment.call(image), augment.call(image) };
            Tensor floats = stack(augmented).to(ScalarType.Float32) / 255;
            torchvision.utils.save_image(floats, "augmented.png", ImageFormat.Png, nrow: 2);
            Console.WriteLine(new Size(io.read_image("augmented.png").shape)); // [3, 54, 54]

            Tensor dark = transforms.functional.adjust_brightness(image, 0.5);
            Console.WriteLine(dark.max().item<byte>() <= 128); // True

            // Boxes: x1, y1, x2, y2.
            Tensor boxes = tensor(new float[,] { { 0, 0, 10, 10 }, { 1, 0, 11, 10 }, { 20, 20, 30, 40 } });
            Tensor scores = tensor(new[] { 0.8f, 0.9f, 0.7f });
            Tensor kept = torchvision.ops.nms(boxes, scores, 0.5);
            Console.WriteLine(string.Join(" ", kept.data<long>())); // 1 2

            try
            {
                io.decode_image(tensor(new byte[] { 1, 2, 3 }));
            }
            catch (InvalidDataException error)
            {
                Console.WriteLine(error.Message.Split(',')[0]); // Expected an image that is a JPEG
            }
        }
    }
}
