using System;
using System.Collections.Generic;
using System.Diagnostics;

using static TorchSharpPy.torch;

namespace TorchSharpPy.Bench
{
    /// <summary>Operators; bench/cpp/operator_bench.cpp is the same in C++.</summary>
    internal sealed class OperatorCalls
    {
        private readonly Tensor x = full(new long[] { 10 }, 1.5);
        private readonly Tensor y = full(new long[] { 10 }, 2.5);
        private readonly Tensor changed = zeros(10);
        private readonly Tensor rows = full(new long[] { 10, 10 }, 1.5);
        private readonly Tensor one = full(Array.Empty<long>(), 1.5);
        private readonly Tensor matrix = full(new long[] { 1024, 1024 }, 0.5);
        private readonly Tensor image = full(new long[] { 1, 64, 56, 56 }, 0.5);
        private readonly Tensor kernel = full(new long[] { 64, 64, 3, 3 }, 0.5);

        internal void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            Add(cases, "add", () => (x + y).Dispose());
            Add(cases, "scale", () => (x * 0.5).Dispose());
            Add(cases, "add_in_place", () => changed.add_(y));
            Add(cases, "index", () => rows[1].Dispose());
            Add(cases, "sum", () => x.sum().Dispose());
            Add(cases, "item", () => one.item<float>());
            Add(cases, "rand", () => rand(10).Dispose());
            Add(cases, "matmul", () => matrix.matmul(matrix).Dispose());
            Add(cases, "convolution", () => nn.functional.conv2d(image, kernel, padding: 1).Dispose());
            Add(cases, "chain", Chain);
            Add(cases, "disposing", () => (matrix + 1).Dispose());
            Add(cases, "forgetting", () => _ = matrix + 1);
            cases["add_bytes"] = count => AllocatedBytes(() => (x + y).Dispose(), count);
            cases["add_result_bytes"] = count => AllocatedBytes(ResultObjects.Tensor, count);
        }

        private static void Add(IDictionary<string, Func<long, double>> cases, string name, Action call) =>
            cases[name] = count => Time(call, count);

        private static double Time(Action call, long count)
        {
            using (no_grad())
            {
                long start = Stopwatch.GetTimestamp();
                Repeat(call, count);
                return Worker.NanosecondsSince(start) / count;
            }
        }

        private static double AllocatedBytes(Action call, long count)
        {
            using (no_grad())
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Repeat(call, count);
                return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / count;
            }
        }

        private static void Repeat(Action call, long count)
        {
            for (long i = 0; i < count; i++)
            {
                call();
            }
        }

        private void Chain()
        {
            Tensor z = Four(x);
            for (int i = 1; i < 5; i++)
            {
                using Tensor before = z;
                z = Four(before);
            }
            z.Dispose();
        }

        private Tensor Four(Tensor z)
        {
            using Tensor sum = z + y;
            using Tensor half = sum * 0.5;
            using Tensor positive = half.relu();
            return positive - 0.1;
        }
    }
}
