// Says what lines of text are about: dotnet run -- topics.pt vocabulary.txt < lines.txt
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

static class Program
{
    private const int BatchSize = 32;

    static int Main(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.Error.WriteLine("usage: TextClassifier MODEL VOCABULARY < LINES");
            return 2;
        }
        try
        {
            using var model = jit.load<Tensor, Tensor, Tensor>(arguments[0]);
            model.eval();
            var labels = model.getattr<List<string>>("labels");
            var tokenizer = new WordPieceTokenizer(arguments[1], (int)model.getattr<long>("longest"));
            using var inference = inference_mode();
            var lines = new List<string>();
            for (string? line = Console.In.ReadLine(); line != null; line = Console.In.ReadLine())
            {
                lines.Add(line);
                if (lines.Count == BatchSize)
                {
                    Classify(model, tokenizer, labels, lines);
                    lines.Clear();
                }
            }
            Classify(model, tokenizer, labels, lines);
            return 0;
        }
        catch (Exception error) when (error is ITorchError || error is IOException || error is InvalidDataException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static void Classify(
        jit.ScriptModule<Tensor, Tensor, Tensor> model, WordPieceTokenizer tokenizer, List<string> labels, List<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }
        using var scope = NewDisposeScope();
        var (pieces, mask) = Pad(lines.Select(tokenizer.Encode).ToList(), tokenizer.Padding);
        var (probabilities, classes) = model.forward(pieces, mask).max(1);
        for (int i = 0; i < lines.Count; i++)
        {
            string label = labels[(int)classes[i].item<long>()];
            Console.WriteLine(FormattableString.Invariant($"{label,-8} {probabilities[i].item<float>(),6:0.0%}  {lines[i]}"));
        }
    }

    /// <summary>Texts of different lengths as one tensor, and a second one that is 1 where a text has a piece.</summary>
    private static (Tensor pieces, Tensor mask) Pad(List<long[]> texts, long padding)
    {
        int longest = texts.Max(text => text.Length);
        long[] pieces = texts.SelectMany(text => text.Concat(Enumerable.Repeat(padding, longest - text.Length))).ToArray();
        Tensor lengths = tensor(texts.Select(text => (long)text.Length).ToArray()).unsqueeze(1);
        return (tensor(pieces).reshape(texts.Count, longest), arange(longest).lt(lengths).to(ScalarType.Int64));
    }
}
