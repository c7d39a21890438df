using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace WithoutTorchScript
{
    /// <summary>Loads, calls, inspects, trains and saves an exported program.</summary>
    internal static class ProgramWork
    {
        private const int Steps = 10;

        /// <param name="folder">It holds model.pt2, whose input is 2 times 4 numbers; trained.pt2 and trained.pt are written to it.</param>
        public static void Run(string folder)
        {
            using DisposeScope scope = NewDisposeScope();
            string path = Path.Combine(folder, "model.pt2");
            string trained = Path.Combine(folder, "trained.pt2");
            Tensor x = arange(8, dtype: ScalarType.Float32).reshape(2, 4) / 8;
            using ExportedProgram<Tensor> program = export.load<Tensor>(path);
            var found = new Dictionary<string, object>
            {
                ["result"] = Numbers(program.run(x)),
                ["state"] = program.state_dict().Keys.ToArray(),
                ["schema"] = program.Schema("forward").ToString(),
                ["bytes"] = Numbers(export.load<Tensor>(File.ReadAllBytes(path)).forward(x)),
                ["async"] = Numbers(program.InvokeAsync<Tensor>("forward", x).GetAwaiter().GetResult()),
                ["losses"] = Train(program, x),
                ["trained"] = Numbers(program.call(x)),
            };
            program.save(trained);
            save(program.state_dict(), Path.Combine(folder, "trained.pt"));
            using ExportedProgram copy = export.load(trained);
            found["saved"] = Numbers(copy.run(x).Single());
            copy.load_state_dict(export.load(path).state_dict());
            found["restored"] = Numbers(copy.run(x).Single());
            Console.WriteLine(JsonSerializer.Serialize(found));
        }

        private static double[] Train(ExportedProgram<Tensor> program, Tensor x)
        {
            using optim.Optimizer optimizer = optim.SGD(program.parameters(), 0.1);
            return Enumerable.Range(0, Steps).Select(_ =>
            {
                optimizer.zero_grad();
                Tensor loss = program.run(x).square().mean();
                loss.backward();
                optimizer.step();
                return (double)loss.item<float>();
            }).ToArray();
        }

        private static double[] Numbers(Tensor tensor) =>
            tensor.detach().to(ScalarType.Float64).reshape(-1).data<double>().ToArray();
    }
}
