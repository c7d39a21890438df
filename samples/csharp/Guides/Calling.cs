using System;
using System.Linq;
using System.Threading.Tasks;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Calling
    {
        public static void Run() => RunAsync().GetAwaiter().GetResult();

        static async Task RunAsync()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor sum, Tensor difference)>("sample.pt");
            Tensor x = ones(2), y = full(new long[] { 2 }, 3.0);

            // Hooks run in call, not in forward.
            using (m.register_forward_pre_hook((module, a, b) => (a * 10, b)))
            using (m.register_forward_hook((module, a, b, result) => (result.sum * 2, result.difference)))
            {
                Console.WriteLine(m.call(x, y).sum.data<float>()[0]); // 26
                Console.WriteLine(m.forward(x, y).sum.data<float>()[0]); // 4
            }

            // A scope holds on this thread until the end of the using.
            Console.WriteLine(m.invoke<Tensor>("predict", ones(10)).requires_grad); // True
            using (inference_mode())
            {
                Console.WriteLine(m.invoke<Tensor>("predict", ones(10)).requires_grad); // False
            }

            // An asynchronous call keeps the scopes of its caller. Await it outside of the scope.
            Task<(Tensor sum, Tensor difference)>[] later;
            using (no_grad())
            {
                later = Enumerable.Range(0, 3).Select(i => m.ForwardAsync(x * i, y)).ToArray();
            }
            var results = await Task.WhenAll(later);
            Console.WriteLine(string.Join(", ", results.Select(result => result.sum.data<float>()[0]))); // 3, 4, 5
        }
    }
}
