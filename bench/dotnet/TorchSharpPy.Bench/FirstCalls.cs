using System;
using System.Collections.Generic;
using System.Diagnostics;

using Tensor = TorchSharpPy.torch.Tensor;

namespace TorchSharpPy.Bench
{
    /// <summary>Calls of a model that nothing has called yet, and the warm-up that may come before.</summary>
    internal sealed class FirstCalls
    {
        private readonly torch.jit.ScriptModule<Tensor, Tensor, Tensor> module;
        private readonly Tensor x = torch.full(new long[] { 1, 10 }, 1.5);
        private readonly Tensor y = torch.full(new long[] { 1, 10 }, 2.5);

        internal FirstCalls(string path)
        {
            module = torch.jit.load<Tensor, Tensor, Tensor>(path);
        }

        internal void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            cases["call"] = Time;
            cases["warm_up"] = WarmUp;
        }

        private double Time(long count)
        {
            using (torch.no_grad())
            {
                long start = Stopwatch.GetTimestamp();
                for (long i = 0; i < count; i++)
                {
                    module.forward(x, y).Dispose();
                }
                return Worker.NanosecondsSince(start) / count;
            }
        }

        private double WarmUp(long count)
        {
            using (torch.no_grad())
            {
                return module.Warmup((x, y), (int)count);
            }
        }
    }
}
