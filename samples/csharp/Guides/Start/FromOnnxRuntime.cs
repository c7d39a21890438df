using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class FromOnnxRuntime
    {
        public static void Run()
        {
            // SessionOptions.IntraOpNumThreads, for the whole process.
            set_num_threads(1);

            // new InferenceSession(path), and the types that the program expects.
            using var session = jit.load<Tensor, Tensor, (Tensor sum, Tensor difference)>("sample.pt");

            // InputMetadata and OutputMetadata.
            FunctionSchema schema = session.Schema("forward");
            Console.WriteLine(string.Join(", ", schema.Parameters.Select(input => input.Name))); // x, y
            Console.WriteLine(schema.Returns); // Tuple[Tensor, Tensor]

            // OrtValue.CreateTensorValueFromMemory: the tensor uses the array's memory.
            float[] numbers = { 1, 2, 3 };
            using Tensor x = from_memory<float>(numbers);
            using Tensor y = ones(3);

            // session.Run
            using (inference_mode())
            {
                var (sum, difference) = session.forward(x, y);
                Console.WriteLine(string.Join(" ", sum.data<float>())); // 2 3 4
                numbers[0] = 10;
                Console.WriteLine(session.forward(x, y).difference.data<float>()[0]); // 9
            }

            // ModelMetadata.CustomMetadataMap
            jit.save(session, "labeled.pt", new Dictionary<string, byte[]> { ["labels"] = Encoding.UTF8.GetBytes("cat") });
            var metadata = new Dictionary<string, byte[]> { ["labels"] = Array.Empty<byte>() };
            using var labeled = jit.load("labeled.pt", extra_files: metadata);
            Console.WriteLine(Encoding.UTF8.GetString(metadata["labels"])); // cat

            // GraphOptimizationLevel, EnableProfiling
            session.eval();
            using var frozen = jit.freeze(session);
            using var optimized = jit.optimize_for_inference(frozen);
            ProfilerTable table = profiler.profile(() => optimized.forward(x, y));
            Console.WriteLine(table["aten::add"].Calls); // 1
        }
    }
}
