using System;
using System.Linq;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Composition
    {
        /// <summary>A C# module that contains a TorchScript module, a parameter and a buffer.</summary>
        class Net : nn.Module<Tensor, Tensor>
        {
            private readonly jit.ScriptModule body = jit.load("sample.pt");
            private readonly Parameter scale = nn.Parameter(full(new long[] { 1 }, 2.0));
            private readonly Tensor count = zeros(new long[] { 1 }, int64);

            public Net()
                : base(nameof(Net))
            {
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => body.invoke<Tensor>("predict", x) * scale;
        }

        public static void Run()
        {
            using var model = nn.Sequential(("first", new Net()), ("second", new Net()));
            Console.WriteLine(model.call(ones(10)).numel()); // 10

            // Parameters and state include those of the TorchScript modules.
            Console.WriteLine(model.parameters().Count()); // 4
            Console.WriteLine(string.Join(", ", model.state_dict().Keys.Take(3))); // first.scale, first.count, first.body.p
            model.load_state_dict(model.state_dict().ToDictionary(one => one.Key, one => zeros(one.Value.shape)));
            Console.WriteLine(model.get_parameter("second.body.p").sum().item<float>()); // 0

            // Training mode, dtype and device apply to the whole tree; integer tensors keep their dtype.
            model.half().eval();
            Console.WriteLine(model.get_submodule("first.body").training); // False
            Console.WriteLine(model.get_buffer("first.count").dtype); // Int64

            // Modules in lists and dictionaries.
            using var list = nn.ModuleList(new Net(), new Net());
            using var branches = nn.ModuleDict(("left", list[0]), ("right", list[1]));
            Console.WriteLine(branches.has_parameter("right.body.p")); // True
        }
    }
}
