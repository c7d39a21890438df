using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

using Tensor = TorchSharpPy.torch.Tensor;

namespace TorchSharpPy.Bench
{
    /// <summary>Typed views of signatures, from C# values to C# values; bench/cpp/signature_bench.cpp is the same in C++.</summary>
    /// <remarks>
    /// Of each signature: the time, the bytes that a call allocates, and the bytes of its result alone.
    /// A view is made at its first call, so that one that is refused fails alone.
    /// </remarks>
    internal sealed class SignatureCalls
    {
        private const string Sentence = "The quick brown fox jumps over the lazy dog";

        private readonly torch.jit.ScriptModule module;
        private readonly Tensor x = torch.full(new long[] { 10 }, 1.5);
        private readonly Tensor y = torch.full(new long[] { 10 }, 2.5);
        private readonly Tensor z = torch.full(new long[] { 10 }, 3.5);

        internal SignatureCalls(string path)
        {
            module = torch.jit.load(path);
        }

        internal void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            Add(cases, "tensor", TensorCall, ResultObjects.Tensor);
            Add(cases, "tensors", TensorsCall, ResultObjects.Tensors);
            Add(cases, "mapping", MappingCall, ResultObjects.Mapping(MakeMapping().Keys.ToArray()));
            Add(cases, "numbers", NumbersCall, ResultObjects.Numbers(MakeNumbers().Length));
            Add(cases, "text", TextCall, ResultObjects.Text(Sentence));
            Add(cases, "scalars", ScalarsCall, () => { });
        }

        private static void Add(
            IDictionary<string, Func<long, double>> cases, string name, Func<Action> makeCall, Action makeResult)
        {
            var call = new Lazy<Action>(makeCall);
            cases[name] = count => Time(call.Value, count);
            cases[name + "_bytes"] = count => AllocatedBytes(call.Value, count);
            cases[name + "_result_bytes"] = count => AllocatedBytes(makeResult, count);
        }

        private Action TensorCall()
        {
            var method = module.Method<Tensor, Tensor>("tensor");
            return () => method.call(x).Dispose();
        }

        private Action TensorsCall()
        {
            var method = module.Method<Tensor, Tensor, Tensor, (Tensor, Tensor, Tensor)>("tensors");
            return () =>
            {
                var (first, second, third) = method.call(x, y, z);
                first.Dispose();
                second.Dispose();
                third.Dispose();
            };
        }

        private Action MappingCall()
        {
            var method = module.Method<Dictionary<string, Tensor>, Dictionary<string, Tensor>>("mapping");
            Dictionary<string, Tensor> values = MakeMapping();
            return () =>
            {
                foreach (KeyValuePair<string, Tensor> item in method.call(values))
                {
                    item.Value.Dispose();
                }
            };
        }

        private Action NumbersCall()
        {
            var method = module.Method<long[], long[]>("numbers");
            long[] values = MakeNumbers();
            return () => method.call(values);
        }

        private Action TextCall()
        {
            var method = module.Method<string, string>("text");
            return () => method.call(Sentence);
        }

        private Action ScalarsCall()
        {
            var method = module.Method<long, long, long, long, double, double, bool, bool, double>("scalars");
            return () => method.call(1, 2, 3, 4, 0.5, 1.5, true, false);
        }

        private static Dictionary<string, Tensor> MakeMapping() =>
            Enumerable.Range(0, 10).ToDictionary(i => $"feature_{i}", i => torch.full(new long[] { 10 }, i));

        private static long[] MakeNumbers() => Enumerable.Range(0, 1000).Select(i => i * 1_000_003L).ToArray();

        private static double Time(Action call, long count)
        {
            using (torch.no_grad())
            {
                long start = Stopwatch.GetTimestamp();
                Repeat(call, count);
                return Worker.NanosecondsSince(start) / count;
            }
        }

        private static double AllocatedBytes(Action call, long count)
        {
            using (torch.no_grad())
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
    }
}
