using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace Guides
{
    static class State
    {
        public static void Run()
        {
            using var m = jit.load("sample.pt"); // predict(x) returns x + p
            float Sum() => m.invoke<Tensor>("predict", ones(10)).sum().item<float>();

            // Listed tensors share their elements with the module: it sees every change.
            foreach ((string name, Parameter parameter) in m.named_parameters())
            {
                Console.WriteLine($"{name} {parameter.numel()} {parameter.requires_grad}"); // p 10 True
            }
            m.get_parameter("p").requires_grad_(false);
            Console.WriteLine(m.getattr<Tensor>("p").requires_grad); // False

            // Attributes of any type.
            Console.WriteLine(m.named_attributes().First(one => one.name == "training").value); // True
            m.setattr("p", nn.Parameter(full(new long[] { 10 }, 2.0)));
            Console.WriteLine(Sum()); // 30

            // A state loads completely or not at all.
            Dictionary<string, Tensor> state = m.state_dict().ToDictionary(one => one.Key, one => zeros(one.Value.shape));
            m.load_state_dict(state);
            Console.WriteLine(Sum()); // 10
            var wrong = new Dictionary<string, Tensor> { ["q"] = ones(10) };
            try
            {
                m.load_state_dict(wrong);
            }
            catch (TorchValueException error)
            {
                Console.WriteLine(error.Message.Split('\n').Last().Trim()); // Missing key(s) in state_dict: "p".
            }
            var (missing, unexpected) = m.load_state_dict(wrong, strict: false);
            Console.WriteLine($"{missing.Single()} {unexpected.Single()}"); // p q
        }
    }
}
