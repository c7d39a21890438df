using System;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Exported
    {
        public static void Run()
        {
            // Python wrote the file. C# needs neither Python nor the source of the model.
            using var model = export.load<Tensor, Tensor>("classifier.pt2");
            Console.WriteLine(model.Schema("forward")); // forward(Tensor x) -> Tensor
            using Tensor rows = rand(100, 8), wide = rand(100, 9);
            using Tensor scores = model.forward(rows);
            Console.WriteLine(string.Join("x", scores.shape)); // 100x3

            // What does not fit is refused before an operator runs.
            try
            {
                model.forward(wide);
            }
            catch (TorchValueException error)
            {
                Console.WriteLine(error.Message.Split("; ")[1]); // got Float[100, 9]
            }

            // The weights have the names of the Python module, and an optimizer trains them.
            Console.WriteLine(model.named_parameters().Any(one => one.name == "layer.weight")); // True
            using var optimizer = optim.SGD(model.parameters(), lr: 0.5);
            using Tensor classes = zeros(new long[] { 100 }, int64);
            using var cross_entropy = nn.CrossEntropyLoss();
            float[] losses = Enumerable.Range(0, 10).Select(step =>
            {
                optimizer.zero_grad();
                using Tensor predicted = model.forward(rows);
                using Tensor loss = cross_entropy.forward(predicted, classes);
                loss.backward();
                optimizer.step();
                return loss.item<float>();
            }).ToArray();
            Console.WriteLine(losses.Last() < losses.First()); // True

            // Saving keeps the weights that the program has now. PyTorch reads the file too.
            model.save("trained.pt2");
            using ExportedProgram trained = export.load("trained.pt2");
            Console.WriteLine(trained.run(rows)[0].equal(model.forward(rows))); // True
        }
    }
}
