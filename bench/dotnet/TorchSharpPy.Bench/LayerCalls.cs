using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Bench
{
    /// <summary>Ten small layers, made in C# and scripted; models.layers is the same in Python.</summary>
    internal sealed class LayerCalls
    {
        private readonly Sequential layers = nn.Sequential(
            Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? (nn.Module)nn.Linear(10, 10) : nn.ReLU()).ToArray());

        private readonly jit.ScriptModule<Tensor, Tensor> scripted;
        private readonly Tensor x = full(new long[] { 10 }, 1.5);

        internal LayerCalls(string path)
        {
            scripted = jit.load<Tensor, Tensor>(path);
        }

        internal void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            cases["layers"] = count => Time(layers.call, count);
            cases["scripted"] = count => Time(scripted.call, count);
        }

        private double Time(Func<Tensor, Tensor> call, long count)
        {
            using (no_grad())
            {
                long start = Stopwatch.GetTimestamp();
                for (long i = 0; i < count; i++)
                {
                    call(x).Dispose();
                }
                return Worker.NanosecondsSince(start) / count;
            }
        }
    }
}
