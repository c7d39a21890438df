using System;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Moving
    {
        public static void Run()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>("sample.pt");

            m.eval();
            Console.WriteLine(m.training); // False

            // The module changes in place and is returned. Integer tensors keep their dtype.
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

            // A copy shares the tensors, a deep copy has new ones; each copy has its own training mode and the same C# types.
            using jit.ScriptModule<Tensor, Tensor, (Tensor, Tensor)> shallow = m.copy(), deep = m.deepcopy();
            m.requires_grad_(false);
            Console.WriteLine(shallow.get_parameter("p").requires_grad); // False
            Console.WriteLine(deep.get_parameter("p").requires_grad); // True
            shallow.train();
            Console.WriteLine($"{m.training} {shallow.training}"); // False True

            // Gradients are removed, or filled with zeros.
            deep.zero_grad(set_to_none: false);
            deep.zero_grad();
        }
    }
}
