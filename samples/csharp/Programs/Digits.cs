using System;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace Programs
{
    /// <summary>Reads digits with convolutions.</summary>
    static class Digits
    {
        /// <summary>Images (N, 1, 16, 16) to logarithms of probabilities (N, 10).</summary>
        private sealed class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> conv1 = Conv2d(1, 8, 3);
            private readonly Module<Tensor, Tensor> conv2 = Conv2d(8, 16, 3);
            private readonly Module<Tensor, Tensor> dropout = Dropout(0.1);
            private readonly Module<Tensor, Tensor> fc = Linear(64, 10);

            public Net()
                : base(nameof(Net))
            {
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = functional.max_pool2d(functional.relu(conv1.call(x)), 2);
                x = functional.max_pool2d(functional.relu(conv2.call(x)), 2);
                return functional.log_softmax(fc.call(dropout.call(x.flatten(1))), 1);
            }
        }

        public static void Run()
        {
            set_num_threads(1); // the model is too small for more
            manual_seed(0);
            using var scope = NewDisposeScope();
            using var model = new Net();
            var (trainImages, trainDigits) = DigitImages.Draw(1500);
            var loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(trainImages, trainDigits), 32, shuffle: true);
            var (images, digits) = DigitImages.Draw(500);
            using var optimizer = optim.Adam(model.parameters(), lr: 5e-3);
            var schedule = optim.lr_scheduler.StepLR(optimizer, step_size: 1, gamma: 0.8);
            for (int epoch = 1; epoch <= 3; epoch++)
            {
                double loss = Train(model, loader, optimizer);
                schedule.step();
                Console.WriteLine($"epoch {epoch}: loss {loss:0.0000}, accuracy {Accuracy(model, images, digits):0.000}");
            }
        }

        /// <summary>Trains for one epoch; returns the mean loss.</summary>
        private static double Train(Net model, DataLoader loader, optim.Optimizer optimizer)
        {
            model.train();
            double total = 0;
            foreach (var (images, digits) in loader)
            {
                using var scope = NewDisposeScope(); // disposes the tensors of each step
                optimizer.zero_grad();
                Tensor loss = functional.nll_loss(model.call(images), digits);
                loss.backward();
                optimizer.step();
                total += loss.item<float>();
            }
            return total / loader.Count;
        }

        private static float Accuracy(Net model, Tensor images, Tensor digits)
        {
            using var scope = NewDisposeScope();
            using var noGradients = no_grad();
            model.eval();
            return model.call(images).argmax(1).eq(digits).to(float32).mean().item<float>();
        }
    }
}
