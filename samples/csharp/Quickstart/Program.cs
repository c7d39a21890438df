using System;
using TorchSharpPy;
using static TorchSharpPy.torch;

class Program
{
    static void Main()
    {
        using var m = torch.jit.load<Tensor, Tensor, (Tensor, Tensor)>("sample.pt");
        var (sum, difference) = m.forward(torch.ones(10), torch.ones(10));
        Console.WriteLine(sum.data<float>()[0]);                        // 2
        Console.WriteLine(difference);                                  // [10], type = Float32, device = cpu

        var shifted = m.invoke<Tensor>("add_scalar", torch.zeros(3), 4);
        Console.WriteLine(string.Join(" ", shifted.data<float>()));     // 4 4 4

        using var unit = torch.jit.compile("def twice(x: int) -> int: return 2 * x");
        Console.WriteLine(unit.invoke<long>("twice", 21));              // 42

        try
        {
            torch.jit.load<Tensor, Tensor, Tensor>("sample.pt");        // refused here, not at the call
        }
        catch (InvalidCastException error)
        {
            Console.WriteLine(error.Message.Contains("forward(Tensor x, Tensor y) -> "));    // True
        }
    }
}
