// Calls a model through the class that the build generates from shapes.pt: dotnet run -- shapes.pt
using System;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

static class Program
{
    static int Main(string[] arguments)
    {
        if (arguments.Length != 1)
        {
            Console.Error.WriteLine("usage: Codegen MODEL");
            return 2;
        }
        // Another model than the one that the class was generated from is refused here, with the differences.
        using var shapes = Models.Shapes.load(arguments[0]);
        Console.WriteLine(string.Join(" ", shapes.labels));

        // A white square on black: 1 image, 3 channels, 32 x 32.
        using var image = zeros(1, 3, 32, 32);
        image[.., .., 8..24, 8..24] = ones(1);
        using Tensor scores = shapes.forward(image);
        Console.WriteLine(shapes.labels.ElementAt((int)scores.argmax().item<long>()));
        return 0;
    }
}
