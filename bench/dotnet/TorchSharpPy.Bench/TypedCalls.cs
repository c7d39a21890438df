using System;
using System.Collections.Generic;
using System.Diagnostics;

using Tensor = TorchSharpPy.torch.Tensor;

namespace TorchSharpPy.Bench
{
    /// <summary>The typed forward of a model that does next to nothing.</summary>
    internal sealed class TypedCalls
    {
        private readonly torch.jit.ScriptModule<Tensor, Tensor, Tensor> module;
        private readonly Tensor x = torch.full(new long[] { 10 }, 1.5);
        private readonly Tensor y = torch.full(new long[] { 10 }, 2.5);

        internal TypedCalls(string path)
        {
            module = torch.jit.load<Tensor, Tensor, Tensor>(path);
        }

        internal void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            cases["forward"] = Time;
            cases["allocated_bytes"] = AllocatedBytes;
        }

        private void Run(long count)
        {
            using (torch.no_grad())
            {
                for (long i = 0; i < count; i++)
                {
                    module.forward(x, y).Dispose();
                }
            }
        }

        private double Time(long count)
        {
            long start = Stopwatch.GetTimestamp();
            Run(count);
            return Worker.NanosecondsSince(start) / count;
        }

        private double AllocatedBytes(long count)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run(count);
            return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / count;
        }
    }
}
