using System;
using System.Collections.Generic;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace Guides
{
    static class Finetuning
    {
        /// <summary>The network of a file, and a new layer that turns its features into scores of two classes.</summary>
        sealed class Net : Module<Tensor, Tensor>
        {
            public readonly jit.ScriptModule<Tensor, Tensor> backbone;
            public readonly Linear head;

            public Net(string path)
                : base(nameof(Net))
            {
                backbone = jit.load<Tensor, Tensor>(path);
                head = Linear(64, 2);
                RegisterComponents();
            }

            public override Tensor forward(Tensor images) => head.call(backbone.call(images));
        }

        public static void Run()
        {
            set_num_threads(1); // the model is too small for more
            manual_seed(0);
            using var scope = NewDisposeScope();
            using var model = new Net("backbone.pt");
            Tensor sides = randint(2, 200); // which half of an image is brighter
            Tensor images = rand(200, 1, 16, 16);
            images[.., .., .., ..8] += (1 - sides).reshape(-1, 1, 1, 1);
            images[.., .., .., 8..] += sides.reshape(-1, 1, 1, 1);

            // Only the head is trained. The backbone is run once: its features stay the same.
            model.train();
            model.backbone.eval();
            model.backbone.requires_grad_(false);
            Tensor features = model.backbone.call(images);
            using (var optimizer = optim.Adam(model.head.parameters(), lr: 1e-2))
            {
                Train(model.head, features, sides, optimizer, 50);
            }
            Console.WriteLine(Accuracy(model, images, sides) > 0.95); // True

            // The backbone is trained, too, with a tenth of the learning rate.
            model.backbone.requires_grad_(true);
            var groups = new[] { new ParamGroup(model.backbone.parameters()) { ["lr"] = 1e-4 }, new ParamGroup(model.head.parameters()) };
            using (var optimizer = optim.Adam(groups, lr: 1e-3))
            {
                double before = Loss(model, images, sides);
                Train(model, images, sides, optimizer, 10);
                Console.WriteLine(Loss(model, images, sides) < before); // True
            }

            // The trained backbone is a model again; the whole is a state for the same class.
            model.backbone.save("tuned.pt");
            save(model.state_dict(), "net.pt");
            using var other = new Net("tuned.pt");
            other.load_state_dict(load<Dictionary<string, Tensor>>("net.pt"));
            Console.WriteLine(other.call(images).equal(model.call(images))); // True
        }

        static void Train(Module<Tensor, Tensor> model, Tensor inputs, Tensor classes, optim.Optimizer optimizer, int steps)
        {
            for (int step = 0; step < steps; step++)
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                functional.cross_entropy(model.call(inputs), classes).backward();
                optimizer.step();
            }
        }

        static double Loss(Net model, Tensor images, Tensor classes)
        {
            using var scope = NewDisposeScope();
            using var noGradients = no_grad();
            return functional.cross_entropy(model.call(images), classes).item<float>();
        }

        static double Accuracy(Net model, Tensor images, Tensor classes)
        {
            using var scope = NewDisposeScope();
            using var noGradients = no_grad();
            return model.call(images).argmax(1).eq(classes).to(float32).mean().item<float>();
        }
    }
}
