using System;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace Programs
{
    /// <summary>Learns to place points on a circle, from a second network that judges.</summary>
    static class Gan
    {
        private const int Noise = 4, Hidden = 32, Batch = 128, Steps = 500;

        public static void Run()
        {
            set_num_threads(1); // the models are too small for more
            manual_seed(0);
            using var scope = NewDisposeScope();
            using var generator = MakeNetwork(Noise, 2);
            using var judge = MakeNetwork(2, 1);
            using var generatorOptimizer = optim.Adam(generator.parameters(), lr: 2e-3, beta1: 0.5, beta2: 0.999);
            using var judgeOptimizer = optim.Adam(judge.parameters(), lr: 4e-3, beta1: 0.5, beta2: 0.999);
            (Tensor real, Tensor made) = (ones(Batch, 1), zeros(Batch, 1));
            for (int step = 1; step <= Steps; step++)
            {
                using var tensors = NewDisposeScope(); // disposes the tensors of each step
                Tensor drawn = generator.call(randn(Batch, Noise));

                judgeOptimizer.zero_grad();
                Tensor judgeLoss = functional.binary_cross_entropy_with_logits(judge.call(Draw(Batch)), real);
                judgeLoss = judgeLoss + functional.binary_cross_entropy_with_logits(judge.call(drawn.detach()), made);
                judgeLoss.backward();
                judgeOptimizer.step();

                generatorOptimizer.zero_grad();
                Tensor loss = functional.binary_cross_entropy_with_logits(judge.call(drawn), real);
                loss.backward();
                generatorOptimizer.step();
                if (step % 100 == 0)
                {
                    Console.WriteLine($"step {step}: generator {loss.item<float>():0.000}, judge {judgeLoss.item<float>():0.000}");
                }
            }
            using var noGradients = no_grad();
            Tensor points = generator.call(randn(500, Noise));
            Console.WriteLine($"distance from the circle {(points.norm(2, dim: 1) - 1).abs().mean().item<float>():0.000}");
            Console.WriteLine($"spread {points.std(0).mean().item<float>():0.000}");
        }

        /// <summary>Points (N, 2) near the circle of radius 1.</summary>
        private static Tensor Draw(int count)
        {
            Tensor angles = 2 * Math.PI * rand(count);
            Tensor radii = 1 + (0.05 * randn(count));
            return stack(new[] { radii * angles.cos(), radii * angles.sin() }, 1);
        }

        private static Sequential MakeNetwork(int inputs, int outputs) => Sequential(
            Linear(inputs, Hidden),
            SiLU(),
            Linear(Hidden, Hidden),
            SiLU(),
            Linear(Hidden, outputs));
    }
}
