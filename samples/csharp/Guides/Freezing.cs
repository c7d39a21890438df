using System;
using System.IO;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Freezing
    {
        public static void Run()
        {
            using var m = jit.load("sample.pt");
            Console.WriteLine(m.code("predict").TrimEnd().Split('\n').Last().Trim()); // return torch.add(x, p)
            Console.WriteLine(m.graph("predict").Contains("prim::GetAttr")); // True

            // Freezing makes the weights constants of the code, so the code reads no attribute.
            m.eval();
            using var frozen = jit.freeze(m, preserved_attrs: new[] { "predict" });
            Console.WriteLine(frozen.graph("predict").Contains("prim::GetAttr")); // False

            // Warming up lets the executor specialize the code before the first real call.
            Tensor x = ones(10);
            using (no_grad())
            {
                Console.WriteLine(frozen.Warmup(x, 10, "predict") > 1); // True
            }

            // A profile lists the operators with their times, and writes a trace for ui.perfetto.dev.
            ProfilerTable table = profiler.profile(() => frozen.invoke("predict", x), export_chrome_trace: "trace.json");
            Console.WriteLine(table["aten::add"].Calls); // 1
            Console.WriteLine(table["aten::add"].Self <= table["aten::add"].Total); // True
            Console.WriteLine(File.ReadAllText("trace.json").Contains("traceEvents")); // True
        }
    }
}
