using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

using Tensor = TorchSharpPy.torch.Tensor;

namespace TorchSharpPy.Bench
{
    /// <summary>One module that computes for milliseconds, called from several threads.</summary>
    internal sealed class ThreadedCalls
    {
        private readonly torch.jit.ScriptModule<Tensor, Tensor, Tensor> module;
        private readonly Tensor input = torch.full(new long[] { 256, 256 }, 0.5);

        internal ThreadedCalls(string path)
        {
            module = torch.jit.load<Tensor, Tensor, Tensor>(path);
        }

        internal void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            cases["one_thread"] = count => Time(1, count);
            cases["two_threads"] = count => Time(2, count);
        }

        /// <summary>Each thread makes that many calls; the time is divided by the number of all calls.</summary>
        private double Time(int threadCount, long count)
        {
            List<Thread> threads = Enumerable.Range(0, threadCount).Select(_ => new Thread(() => Run(count))).ToList();
            long start = Stopwatch.GetTimestamp();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            return Worker.NanosecondsSince(start) / (count * threadCount);
        }

        private void Run(long count)
        {
            using (torch.no_grad())
            {
                for (long i = 0; i < count; i++)
                {
                    module.forward(input, input).Dispose();
                }
            }
        }
    }
}
