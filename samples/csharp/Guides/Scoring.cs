using System;
using System.Linq;
using System.Threading.Tasks;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Scoring
    {
        const int Rows = 10_000, Width = 10, BatchRows = 1024;

        public static void Run()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>("sample.pt");
            float[] rows = Enumerable.Range(0, Rows * Width).Select(i => (float)Math.Sin(i)).ToArray();
            var scores = new float[rows.Length];

            // Every thread calls the same module, and each operator has one thread.
            set_num_threads(1);
            Parallel.For(0, (Rows + BatchRows - 1) / BatchRows, i =>
            {
                int first = i * BatchRows, count = Math.Min(BatchRows, Rows - first);
                using var scope = no_grad();
                using Tensor batch = tensor(rows[(first * Width)..((first + count) * Width)]).reshape(count, Width);
                using Tensor scored = m.invoke<Tensor>("predict", batch);
                scored.data<float>().ToArray().CopyTo(scores, first * Width);
            });

            // All rows at once give the same.
            using Tensor expected = m.invoke<Tensor>("predict", tensor(rows).reshape(Rows, Width));
            Console.WriteLine(expected.data<float>().ToArray().SequenceEqual(scores)); // True
        }
    }
}
