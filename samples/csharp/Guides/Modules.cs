using System;
using System.Linq;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Modules
    {
        /// <summary>A convolution whose input is added to its result.</summary>
        class Block : nn.Module<Tensor, Tensor>
        {
            private readonly Conv2d conv;
            private readonly BatchNorm2d norm;

            public Block(long channels)
                : base(nameof(Block))
            {
                conv = nn.Conv2d(channels, channels, 3, Padding.Same, bias: false);
                norm = nn.BatchNorm2d(channels);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                using Tensor filtered = conv.call(x);
                using Tensor normal = norm.call(filtered);
                using Tensor sum = normal + x;
                return sum.relu();
            }
        }

        public static void Run()
        {
            manual_seed(0);
            using var model = nn.Sequential(
                ("first", nn.Conv2d(1, 4, 3, padding: 1)),
                ("block", new Block(4)),
                ("pool", nn.MaxPool2d(2)),
                ("flat", nn.Flatten()),
                ("last", nn.Linear(4 * 4 * 4, 2)));

            // The same seed gives the same weights as in Python, and the state has the same names.
            Console.WriteLine($"{model.get_parameter("last.weight").sum().item<float>():F4}"); // -0.7784
            Console.WriteLine(string.Join(", ", model.state_dict().Keys.Take(3))); // first.weight, first.bias, block.conv.weight

            // Which half of a picture is brighter?
            using Tensor pictures = rand(64, 1, 8, 8);
            using Tensor halves = pictures.reshape(64, 8, 2, 4).sum(new long[] { 1, 3 });
            using Tensor brighter = halves.argmax(1);

            using var loss_function = nn.CrossEntropyLoss();
            using var optimizer = torch.optim.Adam(model.parameters(), lr: 0.01);
            for (int step = 0; step < 60; step++)
            {
                optimizer.zero_grad();
                using Tensor scores = model.call(pictures);
                using Tensor loss = loss_function.call(scores, brighter);
                loss.backward();
                optimizer.step();
            }

            // In evaluation, norms use the statistics of training, and dropouts do nothing.
            model.eval();
            using (no_grad())
            {
                using Tensor found = model.call(pictures).argmax(1);
                Console.WriteLine(found.eq(brighter).sum().item<long>() > 58); // True
            }

            // A parameter can be replaced, and a layer moved and cast.
            Linear last = model.get_submodule<Linear>("last");
            last.bias = null;
            Console.WriteLine(last); // Linear(in_features=64, out_features=2, bias=False)
            Console.WriteLine(model.@double().get_parameter("last.weight").dtype); // Float64
            Console.WriteLine(model.has_parameter("last.bias")); // False
        }
    }
}
