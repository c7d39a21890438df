// Says what is in an image: dotnet run -- shapes.pt picture.png
using System;
using TorchSharpPy;
using static TorchSharpPy.torch;

static class Program
{
    private const int Side = 32; // of the images that the model was trained on

    static int Main(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.Error.WriteLine("usage: Classifier MODEL IMAGE.png");
            return 2;
        }
        using var model = jit.load<Tensor, Tensor>(arguments[0]);
        model.eval();
        var labels = model.getattr<System.Collections.Generic.List<string>>("labels");
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        Tensor probabilities = nn.functional.softmax(model.forward(Read(arguments[1])), 1)[0];
        var (values, indices) = probabilities.topk(Math.Min(5, labels.Count));
        for (int rank = 0; rank < values.size(0); rank++)
        {
            string label = labels[(int)indices[rank].item<long>()];
            Console.WriteLine(FormattableString.Invariant($"{values[rank].item<float>(),6:0.0%}  {label}"));
        }
        return 0;
    }

    /// <summary>Reads an image as the model was trained on it: one image, channels first, from 0 to 1.</summary>
    private static Tensor Read(string path)
    {
        PngImage image = PngImage.Read(path);
        Tensor pixels = tensor(image.Pixels).reshape(1, image.Height, image.Width, 3).permute(0, 3, 1, 2).to(ScalarType.Float32) / 255;
        return nn.functional.interpolate(pixels, size: new long[] { Side, Side }, mode: InterpolationMode.Area);
    }
}
