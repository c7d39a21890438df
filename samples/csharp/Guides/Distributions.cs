using System;
using TorchSharpPy;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.distributions;

namespace Guides
{
    static class Distributions
    {
        public static void Run()
        {
            torch.manual_seed(0);
            using DisposeScope all = torch.NewDisposeScope();
            using var heights = Normal(torch.tensor(new[] { 178f, 165f }), torch.tensor(new[] { 7f, 6f }));
            Tensor samples = heights.sample(1000);
            Console.WriteLine(new Size(samples.shape)); // [1000, 2]
            Console.WriteLine(samples.mean(0).allclose(heights.mean, atol: 1)); // True
            using var pair = Independent(heights, 1);
            Console.WriteLine(torch.equal(heights.log_prob(samples).sum(-1), pair.log_prob(samples))); // True
            Console.WriteLine($"{heights.cdf(180f)[0].ToDouble():0.0000}"); // 0.6125

            // Fit a log-normal distribution to a gamma distribution: gradients flow through the samples.
            using var target = Gamma(9f, 3f);
            Tensor loc = torch.zeros(Array.Empty<long>(), requires_grad: true);
            Tensor logScale = torch.zeros(Array.Empty<long>(), requires_grad: true);
            using var optimizer = torch.optim.Adam(new[] { loc, logScale }, lr: 0.05);
            for (int i = 0; i < 200; i++)
            {
                using DisposeScope step = torch.NewDisposeScope();
                optimizer.zero_grad();
                using var fitted = LogNormal(loc, logScale.exp());
                Tensor z = fitted.rsample(64);
                Tensor loss = (fitted.log_prob(z) - target.log_prob(z)).mean();
                loss.backward();
                optimizer.step();
            }
            using var result = LogNormal(loc, logScale.exp());
            Console.WriteLine(result.mean.allclose(target.mean, atol: 0.2)); // True

            using var fair = Categorical(6);
            using var loaded = Categorical(torch.tensor(new[] { 1f, 1, 1, 1, 1, 5 }));
            Tensor divergence = kl_divergence(loaded, fair);
            Console.WriteLine($"{fair.entropy().ToDouble():0.0000} {divergence.ToDouble():0.0000}"); // 1.7918 0.2939

            try
            {
                Normal(0f, -1f);
            }
            catch (ArgumentException error)
            {
                Console.WriteLine(error.Message.Split("satisfy ")[1].Split(',')[0]);
                // the constraint GreaterThan(lower_bound=0.0)
            }
        }
    }
}
