using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

using Tensor = TorchSharpPy.torch.Tensor;

namespace TorchSharpPy.Bench
{
    /// <summary>The typed forward of exported programs.</summary>
    internal sealed class ProgramCalls
    {
        private readonly string folder;

        internal ProgramCalls(string folder) => this.folder = folder;

        internal void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            torch.jit.ScriptModule<Tensor, Tensor, Tensor> add =
                torch.export.load<Tensor, Tensor, Tensor>(Path.Combine(folder, "add.pt2"));
            Tensor x = torch.rand(10);
            Tensor y = torch.rand(10);
            cases["add"] = count => Time(count, () => add.forward(x, y));
            AddTo(cases, "mlp", torch.rand(4, 64));
            AddTo(cases, "conv", torch.rand(1, 3, 32, 32));
            AddTo(cases, "transformer", torch.rand(1, 16, 64));
        }

        private void AddTo(IDictionary<string, Func<long, double>> cases, string name, Tensor input)
        {
            torch.jit.ScriptModule<Tensor, Tensor> program =
                torch.export.load<Tensor, Tensor>(Path.Combine(folder, name + ".pt2"));
            cases[name] = count => Time(count, () => program.forward(input));
        }

        private static double Time(long count, Func<Tensor> call)
        {
            using (torch.no_grad())
            {
                long start = Stopwatch.GetTimestamp();
                for (long i = 0; i < count; i++)
                {
                    call().Dispose();
                }
                return Worker.NanosecondsSince(start) / count;
            }
        }
    }
}
