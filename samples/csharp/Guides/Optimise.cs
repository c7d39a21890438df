using System;
using System.IO;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Optimise
    {
        public static void Run()
        {
            using var m = jit.load("sample.pt");
            Console.WriteLine(m.code("predict").TrimEnd().Split('\n').Last().Trim()); // return torch.add(x, p)
            Console.WriteLine(m.graph("predict").Contains("prim::GetAttr")); // True

            // Frozen: the weights are constants of the code, so no attribute is read.
            m.eval();
            using var frozen = jit.freeze(m, preserved_attrs: new[] { "predict" });
            Console.WriteLine(frozen.graph("predict").Contains("prim::GetAttr")); // False

            // Warmed up: the executor has seen such arguments before the first call that matters.
            Tensor x = ones(10);
            using (no_grad())
            {
                Console.WriteLine(frozen.Warmup(x, 10, "predict") > 1); // True
            }

            // Profiled: the operators with their times, and a trace for ui.perfetto.dev.
            ProfilerTable table = profiler.profile(() => frozen.invoke("predict", x), export_chrome_trace: "trace.json");
            Console.WriteLine(table["aten::add"].Calls); // 1
            Console.WriteLine(table["aten::add"].Self <= table["aten::add"].Total); // True
            Console.WriteLine(File.ReadAllText("trace.json").Contains("traceEvents")); // True
        }
    }
}
