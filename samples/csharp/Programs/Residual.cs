using System;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace Programs
{
    /// <summary>Tells the direction of stripes with a residual network.</summary>
    static class Residual
    {
        private const int Classes = 10, Side = 16, Batch = 32, Epochs = 3;

        /// <summary>Two convolutions, whose result is added to the input.</summary>
        private sealed class Block : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> conv1, bn1, conv2, bn2;
            private readonly Sequential shortcut;

            public Block(int inputs, int outputs, int stride)
                : base(nameof(Block))
            {
                conv1 = Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false);
                bn1 = BatchNorm2d(outputs);
                conv2 = Conv2d(outputs, outputs, 3, padding: 1, bias: false);
                bn2 = BatchNorm2d(outputs);
                shortcut = Sequential();
                if (stride != 1 || inputs != outputs)
                {
                    shortcut.append(Conv2d(inputs, outputs, 1, stride: stride, bias: false));
                    shortcut.append(BatchNorm2d(outputs));
                }
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                Tensor y = functional.relu(bn1.call(conv1.call(x)));
                return functional.relu(bn2.call(conv2.call(y)) + shortcut.call(x));
            }
        }

        private static Sequential MakeModel() => Sequential(
            Conv2d(3, 8, 3, padding: 1, bias: false),
            BatchNorm2d(8),
            ReLU(),
            new Block(8, 8, 1),
            new Block(8, 16, 2),
            new Block(16, 32, 2),
            AdaptiveAvgPool2d(1),
            Flatten(),
            Linear(32, Classes));

        /// <summary>Stripes in ten directions: images (N, 3, 16, 16), and the directions (N).</summary>
        private static (Tensor images, Tensor classes) Draw(int count)
        {
            using var scope = NewDisposeScope();
            Tensor classes = randint(Classes, count);
            Tensor angles = (classes * (Math.PI / Classes)).view(-1, 1, 1);
            Tensor[] grid = meshgrid(new[] { arange(Side), arange(Side) }, indexing: "ij");
            (Tensor y, Tensor x) = (grid[0], grid[1]);
            Tensor waves = 0.8 + (0.4 * rand(count, 1, 1));
            Tensor phases = 2 * Math.PI * rand(count, 1, 1);
            Tensor stripes = ((waves * ((angles.cos() * x) + (angles.sin() * y))) + phases).sin().unsqueeze(1);
            Tensor images = (stripes * rand(count, 3, 1, 1)) + rand(count, 3, 1, 1);
            return scope.MoveToOuter(images + (0.2 * randn(count, 3, Side, Side)), classes);
        }

        public static void Run()
        {
            set_num_threads(1); // the model is too small for more
            manual_seed(0);
            using var scope = NewDisposeScope();
            using var model = MakeModel();
            var (trainImages, trainClasses) = Draw(1280);
            var loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(trainImages, trainClasses), Batch, shuffle: true);
            var (images, classes) = Draw(500);
            using var optimizer = optim.SGD(model.parameters(), lr: 0.1, momentum: 0.9, weight_decay: 5e-4);
            var schedule = optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps: Epochs * (int)loader.Count);
            for (int epoch = 1; epoch <= Epochs; epoch++)
            {
                model.train();
                double total = 0;
                foreach (var (inputs, targets) in loader)
                {
                    using var step = NewDisposeScope(); // disposes the tensors of each step
                    optimizer.zero_grad();
                    Tensor loss = functional.cross_entropy(model.call(inputs), targets);
                    loss.backward();
                    optimizer.step();
                    schedule.step();
                    total += loss.item<float>();
                }
                Console.WriteLine($"epoch {epoch}: loss {total / loader.Count:0.0000}, accuracy {Accuracy(model, images, classes):0.000}");
            }
        }

        private static float Accuracy(Sequential model, Tensor images, Tensor classes)
        {
            using var scope = NewDisposeScope();
            using var noGradients = no_grad();
            model.eval();
            return model.call(images).argmax(1).eq(classes).to(float32).mean().item<float>();
        }
    }
}
