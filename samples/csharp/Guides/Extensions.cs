using System;
using System.IO;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Extensions
    {
        public static void Run()
        {
            // A model that Python quantized: an LSTM and a linear layer with 8-bit weights.
            using var m = jit.load<Tensor, Tensor>("quantized_dynamic.pt");
            Tensor y = m.forward(rand(2, 6, 8));
            Console.WriteLine($"{y.dtype} [{string.Join(", ", y.shape)}]"); // Float32 [2, 4]

            // Its quantized operators read the weights, which are objects and not tensors.
            Console.WriteLine(m.inlined_graph().Contains("quantized::linear_dynamic")); // True
            using var layer = m.getattr<jit.ScriptModule>("linear");
            using var weights = layer.getattr<jit.ScriptModule>("_packed_params").getattr<jit.ScriptObject>("_packed_params");
            Console.WriteLine(weights.Type.Text.Split('.').Last()); // LinearPackedParamsBase

            // Load a library of operators before the models that use them.
            try
            {
                ops.load_library("./libmy_ops.so");
            }
            catch (FileNotFoundException error)
            {
                Console.WriteLine(error.GetType().Name); // ModelNotFoundException
            }
        }
    }
}
