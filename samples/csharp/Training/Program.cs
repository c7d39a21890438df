using System;
using System.Collections.Generic;
using System.Globalization;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using functional = TorchSharpPy.torch.nn.functional;

/// <summary>
/// Trains the model in a file and saves it: <c>Training training.pt Adam trained.pt</c>. Prints, as JSON, the loss of every
/// step, and the results of the trained model for the data.
/// </summary>
static class Program
{
    const int Rows = 256;

    static void Main(string[] arguments)
    {
        using var m = torch.jit.load<Tensor, Tensor>(arguments[0]);
        var (x, y) = MakeData();
        Print(Train(m, x, y, arguments[1]));
        m.save(arguments[2]);

        using (torch.no_grad())
        {
            using Tensor scores = m.forward(x);
            Print(scores.data<float>());
        }
    }

    static List<double> Train(torch.jit.ScriptModule<Tensor, Tensor> m, Tensor x, Tensor y, string name)
    {
        using var optimizer = MakeOptimizer(name, m.parameters());

        // L-BFGS compares gradients of different steps, so all steps use the same rows.
        var (batchSize, epochs) = name == "LBFGS" ? (Rows, 20) : (32, 5);
        var loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batchSize, shuffle: true);
        using var progress = new TrainingProgress(epochs, loader.Count);
        var losses = new List<double>();
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            int done = 0;
            foreach (var (inputs, classes) in loader)
            {
                using Tensor loss = optimizer.step(() =>
                {
                    optimizer.zero_grad();
                    using Tensor scores = m.forward(inputs);
                    Tensor computed = functional.cross_entropy(scores, classes);
                    computed.backward();
                    return computed;
                });
                losses.Add(loss.item<float>());
                progress.Report(epoch, ++done, losses[losses.Count - 1]);
            }
        }
        return losses;
    }

    static optim.Optimizer MakeOptimizer(string name, IEnumerable<Parameter> parameters) => name switch
    {
        "SGD" => optim.SGD(parameters, lr: 0.1, momentum: 0.9),
        "Adam" => optim.Adam(parameters, lr: 0.01),
        "AdamW" => optim.AdamW(parameters, lr: 0.01, weight_decay: 0.05),
        "RMSprop" => optim.RMSprop(parameters, lr: 0.005, momentum: 0.5, centered: true),
        "Adagrad" => optim.Adagrad(parameters, lr: 0.05),
        "LBFGS" => optim.LBFGS(parameters, lr: 0.1, max_iter: 2),
        _ => throw new ArgumentException($"There is no example for the optimizer '{name}'."),
    };

    /// <summary>Points, and the classes that a random matrix assigns to them.</summary>
    static (Tensor x, Tensor y) MakeData()
    {
        torch.manual_seed(1);
        Tensor x = torch.randn(Rows, 8);
        using Tensor scores = x.matmul(torch.randn(8, 3));
        return (x, scores.argmax(1));
    }

    static void Print<T>(IEnumerable<T> numbers)
        where T : IFormattable
    {
        var texts = new List<string>();
        foreach (T number in numbers)
        {
            texts.Add(number.ToString("R", CultureInfo.InvariantCulture));
        }
        Console.WriteLine("[" + string.Join(", ", texts) + "]");
    }
}
