// Translates words: dotnet run -- translator.pt tokenizer.json "one two three"
// Python runs the tokenizer, from the package tokenizers; the model runs without it.
// Activate the environment that has the packages torchsharp_py[dotnet] and tokenizers first.
using System;
using System.Linq;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

static class Program
{
    static int Main(string[] arguments)
    {
        if (arguments.Length != 3)
        {
            Console.Error.WriteLine("usage: TextGen MODEL TOKENIZER TEXT");
            return 2;
        }
        PythonHost.Start();
        using var tokenizer = new Tokenizer(arguments[1]);
        using var model = jit.load(arguments[0]);
        using Tensor tokens = tensor(tokenizer.Encode(arguments[2]));
        using var inference = inference_mode();
        var (translation, score) = model.invoke<(Tensor, double)>("forward", tokens, new { beams = 4 });
        Console.WriteLine(tokenizer.Decode(translation.data<long>().ToArray()));
        Console.WriteLine(FormattableString.Invariant($"probability {Math.Exp(score):0.00}"));
        return 0;
    }
}
