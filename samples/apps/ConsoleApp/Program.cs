// Runs a model on numbers from the command line: dotnet run -- regression.pt 0.5 1.5
using System;
using System.Globalization;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

static class Program
{
    static int Main(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            Console.Error.WriteLine("usage: ConsoleApp MODEL NUMBER...");
            return 2;
        }
        float[] numbers = arguments.Skip(1).Select(word => float.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        try
        {
            using var model = jit.load<Tensor, Tensor>(arguments[0]);
            using var scope = NewDisposeScope();
            using var noGradients = no_grad();
            float[] results = model.forward(tensor(numbers).unsqueeze(1)).squeeze(1).data<float>().ToArray();
            foreach (var (x, y) in numbers.Zip(results, (x, y) => (x, y)))
            {
                Console.WriteLine(FormattableString.Invariant($"{x:0.00} -> {y:0.00}"));
            }
            return 0;
        }
        catch (Exception error) when (error is ITorchError || error is InvalidCastException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
