using System;
using System.Linq;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace Programs
{
    /// <summary>Learns to draw digits with a variational autoencoder.</summary>
    static class Autoencoder
    {
        private const int Pixels = DigitImages.Side * DigitImages.Side, Hidden = 64, Latent = 8, Epochs = 10;

        /// <summary>Pixels (N, 256) to a normal distribution of eight numbers, and a sample of it back to pixels.</summary>
        private sealed class Net : Module<Tensor, (Tensor drawn, Tensor mean, Tensor logVariance)>
        {
            public readonly Module<Tensor, Tensor> encoder, mean, logVariance, decoder;

            public Net()
                : base(nameof(Net))
            {
                encoder = Linear(Pixels, Hidden);
                mean = Linear(Hidden, Latent);
                logVariance = Linear(Hidden, Latent);
                decoder = Sequential(Linear(Latent, Hidden), ReLU(), Linear(Hidden, Pixels));
                RegisterComponents();
            }

            public override (Tensor, Tensor, Tensor) forward(Tensor pixels)
            {
                Tensor hidden = functional.relu(encoder.call(pixels));
                (Tensor mean, Tensor logVariance) = (this.mean.call(hidden), this.logVariance.call(hidden));
                Tensor sample = mean + (randn_like(mean) * (0.5 * logVariance).exp());
                return (decoder.call(sample), mean, logVariance);
            }
        }

        /// <summary>What the drawing lacks, and how far the distribution is from the standard one, per image.</summary>
        private static Tensor LossOf(Tensor pixels, Tensor drawn, Tensor mean, Tensor logVariance)
        {
            Tensor difference = functional.binary_cross_entropy_with_logits(drawn, pixels, reduction: Reduction.Sum);
            Tensor divergence = -0.5 * (1 + logVariance - mean.square() - logVariance.exp()).sum();
            return (difference + divergence) / pixels.size(0);
        }

        public static void Run()
        {
            set_num_threads(1); // the model is too small for more
            manual_seed(0);
            using var scope = NewDisposeScope();
            Tensor images = DigitImages.Draw(1024, noise: 0).images.flatten(1);
            using var model = new Net();
            using var optimizer = optim.Adam(model.parameters(), lr: 4e-3);
            var loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(images), 32, shuffle: true);
            for (int epoch = 1; epoch <= Epochs; epoch++)
            {
                double total = 0;
                foreach (var batch in loader)
                {
                    using var step = NewDisposeScope(); // disposes the tensors of each step
                    optimizer.zero_grad();
                    var (drawn, mean, logVariance) = model.call(batch[0]);
                    Tensor loss = LossOf(batch[0], drawn, mean, logVariance);
                    loss.backward();
                    optimizer.step();
                    total += loss.item<float>();
                }
                Console.WriteLine($"epoch {epoch}: loss {total / loader.Count:0.000}");
            }
            using var noGradients = no_grad();
            float[] picture = model.decoder.call(randn(1, Latent)).sigmoid().data<float>().ToArray();
            for (int row = 0; row < DigitImages.Side; row++)
            {
                var pixels = picture.Skip(row * DigitImages.Side).Take(DigitImages.Side);
                Console.WriteLine(string.Concat(pixels.Select(pixel => pixel > 0.5 ? '#' : '.')));
            }
        }
    }
}
