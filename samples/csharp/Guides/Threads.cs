using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Threads
    {
        const string Source = @"
def slow(weight: Tensor, step: Tensor) -> Tensor:
    step.fill_(1)
    while int(step.item()) < 2:
        pass
    return weight
";

        public static void Run()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>("sample.pt");
            Tensor[] batches = Enumerable.Range(0, 8).Select(i => full(new long[] { 10 }, (double)i)).ToArray();

            // Any number of threads may call one module.
            var results = new Tensor[batches.Length];
            Parallel.For(0, batches.Length, i => results[i] = m.invoke<Tensor>("predict", batches[i]));
            Console.WriteLine(results.Length); // 8

            // A call that takes a while: it sets step to 1, and ends when it is 2.
            using var unit = jit.compile(Source);
            using Tensor step = zeros(1), p = m.get_parameter("p");
            Task<Tensor> result = Task.Run(() => unit.invoke<Tensor>("slow", p, step));
            while (step.item<float>() < 1)
            {
                Thread.Sleep(1);
            }

            // It uses a parameter, so the module cannot be cast now. A copy can.
            try
            {
                m.half();
            }
            catch (ScriptRuntimeException error)
            {
                Console.WriteLine(error.Message.Contains("1 running call uses it")); // True
            }
            using var another = m.deepcopy();
            another.half();
            Console.WriteLine(another.get_parameter("p").dtype); // Float16
            step.fill_(2);
            result.GetAwaiter().GetResult().Dispose();

            m.half();
            Console.WriteLine(m.get_parameter("p").dtype); // Float16
        }
    }
}
