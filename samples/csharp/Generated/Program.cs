using System;
using Samples;
using TorchSharpPy;
using static TorchSharpPy.torch;

class Program
{
    static void Main(string[] args)
    {
        using var model = SampleModel.load(args[0]);
        model.training = false;

        (Tensor sum, Tensor difference) = model.forward(torch.ones(10), torch.ones(10));
        Console.WriteLine(sum.data<float>()[0]);                        // 2
        Console.WriteLine(difference.data<float>()[0]);                 // 0

        Tensor shifted = model.add_scalar(torch.zeros(3), i: 4);
        Console.WriteLine(string.Join(" ", shifted.data<float>()));     // 4 4 4
    }
}
