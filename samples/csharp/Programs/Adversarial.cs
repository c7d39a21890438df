using System;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace Programs
{
    /// <summary>
    /// Changes images a little, so that a trained model misreads them. The fast gradient sign method: each pixel goes a small
    /// step in the direction that raises the loss.
    /// </summary>
    static class Adversarial
    {
        private const int Steps = 150, Batch = 32;

        public static void Run()
        {
            set_num_threads(1); // the model is too small for more
            manual_seed(0);
            using var scope = NewDisposeScope();
            using var model = Train();
            var (images, digits) = DigitImages.Draw(500);
            foreach (double epsilon in new[] { 0, 0.05, 0.1, 0.2 })
            {
                Tensor changed = Attack(model, images, digits, epsilon);
                float accuracy = model.call(changed).argmax(1).eq(digits).to(float32).mean().item<float>();
                Console.WriteLine($"epsilon {epsilon:0.00}: accuracy {accuracy:0.000}");
            }
        }

        private static Sequential Train()
        {
            var (images, digits) = DigitImages.Draw(Steps * Batch);
            Sequential model = Sequential(
                Flatten(),
                Linear(DigitImages.Side * DigitImages.Side, 64),
                ReLU(),
                Linear(64, 10));
            using var optimizer = optim.Adam(model.parameters(), lr: 3e-3);
            for (int step = 1; step <= Steps; step++)
            {
                using var scope = NewDisposeScope(); // disposes the tensors of each step
                var rows = ((step - 1) * Batch)..(step * Batch);
                optimizer.zero_grad();
                Tensor loss = functional.cross_entropy(model.call(images[rows]), digits[rows]);
                loss.backward();
                optimizer.step();
                if (step % 50 == 0)
                {
                    Console.WriteLine($"step {step}: loss {loss.item<float>():0.0000}");
                }
            }
            model.eval();
            return model;
        }

        /// <summary>The images, with each pixel changed by epsilon.</summary>
        private static Tensor Attack(Sequential model, Tensor images, Tensor digits, double epsilon)
        {
            using var scope = NewDisposeScope();
            images = images.clone().requires_grad_();
            functional.cross_entropy(model.call(images), digits).backward();
            return (images.detach() + (epsilon * images.grad!.sign())).clamp(0, 1).MoveToOuterDisposeScope();
        }
    }
}
