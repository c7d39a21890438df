using System;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace Programs
{
    /// <summary>
    /// Trains a new head on a scripted network, which backbone.py writes. The network learned the digits 0 to 4. The head learns
    /// all ten, first alone, then with the network.
    /// </summary>
    static class Transfer
    {
        /// <summary>A scripted network and a head: images (N, 1, 16, 16) to scores (N, 10).</summary>
        private sealed class Net : Module<Tensor, Tensor>
        {
            public readonly jit.ScriptModule<Tensor, Tensor> backbone;
            public readonly Linear head;

            public Net(string path)
                : base(nameof(Net))
            {
                backbone = jit.load<Tensor, Tensor>(path);
                head = Linear(64, 10);
                RegisterComponents();
            }

            public override Tensor forward(Tensor images) => head.call(backbone.call(images));
        }

        public static void Run(string path)
        {
            set_num_threads(1); // the model is too small for more
            manual_seed(0);
            using var scope = NewDisposeScope();
            using var model = new Net(path);
            var (images, digits) = DigitImages.Draw(500);
            Test(model, images, digits);

            // The network stays as it is: its weights, and what it counts in training mode.
            model.backbone.eval();
            model.backbone.requires_grad_(false);
            using (var optimizer = optim.Adam(model.head.parameters(), lr: 1e-2))
            {
                Train(model, optimizer, 40);
            }
            Test(model, images, digits);

            // The network learns, too, but slower.
            model.backbone.requires_grad_(true);
            var groups = new[] { new ParamGroup(model.backbone.parameters()) { ["lr"] = 1e-3 }, new ParamGroup(model.head.parameters()) };
            using (var optimizer = optim.Adam(groups, lr: 5e-3))
            {
                Train(model, optimizer, 40);
            }
            Test(model, images, digits);
        }

        private static void Train(Net model, optim.Optimizer optimizer, int steps)
        {
            double total = 0;
            for (int step = 0; step < steps; step++)
            {
                using var scope = NewDisposeScope(); // disposes the tensors of each step
                var (images, digits) = DigitImages.Draw(32);
                optimizer.zero_grad();
                Tensor loss = functional.cross_entropy(model.call(images), digits);
                loss.backward();
                optimizer.step();
                total += loss.item<float>();
            }
            Console.WriteLine($"loss {total / steps:0.0000}");
        }

        private static void Test(Net model, Tensor images, Tensor digits)
        {
            using var scope = NewDisposeScope();
            using var noGradients = no_grad();
            float accuracy = model.call(images).argmax(1).eq(digits).to(float32).mean().item<float>();
            Console.WriteLine($"accuracy {accuracy:0.000}");
        }
    }
}
