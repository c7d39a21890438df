using System;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Devices
    {
        public static void Run()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>("sample.pt");

            m.eval();
            Console.WriteLine(m.training); // False

            // In place, and the module itself comes back. Weights of integers keep their type.
            Parameter p = m.get_parameter("p");
            Console.WriteLine(ReferenceEquals(m.half(), m)); // True
            Console.WriteLine(p.dtype); // Float16
            Console.WriteLine(m.to("cpu", float64).get_parameter("p").dtype); // Float64
            try
            {
                m.to("cuda:99");
            }
            catch (DeviceException error)
            {
                Console.WriteLine(error.GetType().Name); // DeviceException
            }

            // A copy has the same tensors, a deep copy has its own; both have a mode of their own, and the C# types of the original.
            using jit.ScriptModule<Tensor, Tensor, (Tensor, Tensor)> shallow = m.copy(), deep = m.deepcopy();
            m.requires_grad_(false);
            Console.WriteLine(shallow.get_parameter("p").requires_grad); // False
            Console.WriteLine(deep.get_parameter("p").requires_grad); // True
            shallow.train();
            Console.WriteLine($"{m.training} {shallow.training}"); // False True

            // Gradients are dropped, or filled with zeros.
            deep.zero_grad(set_to_none: false);
            deep.zero_grad();
        }
    }
}
