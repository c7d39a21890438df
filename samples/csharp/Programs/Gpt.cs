using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace Programs
{
    /// <summary>Teaches a small GPT to add digits, letter by letter.</summary>
    static class Gpt
    {
        private const string Letters = "0123456789+=.";
        private const int Width = 48, Heads = 4, Layers = 2, Longest = 6, Steps = 300, Batch = 64;

        /// <summary>Attention to the letters before, then two linear layers: (N, T, 48) to (N, T, 48).</summary>
        private sealed class Block : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> norm1 = LayerNorm(Width);
            private readonly Module<Tensor, Tensor> attention = Linear(Width, 3 * Width);
            private readonly Module<Tensor, Tensor> projection = Linear(Width, Width);
            private readonly Module<Tensor, Tensor> norm2 = LayerNorm(Width);
            private readonly Module<Tensor, Tensor> mlp = Sequential(Linear(Width, 4 * Width), GELU(), Linear(4 * Width, Width));

            public Block()
                : base(nameof(Block))
            {
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                (long n, long t) = (x.size(0), x.size(1));
                Tensor[] parts = attention.call(norm1.call(x)).view(n, t, 3, Heads, Width / Heads).permute(2, 0, 3, 1, 4).unbind();
                Tensor seen = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_causal: true);
                x = x + projection.call(seen.transpose(1, 2).reshape(n, t, Width));
                return x + mlp.call(norm2.call(x));
            }
        }

        /// <summary>Letters (N, T) to scores of the letters after them (N, T, 13).</summary>
        private sealed class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> letters = Embedding(Letters.Length, Width);
            private readonly Module<Tensor, Tensor> places = Embedding(Longest, Width);
            private readonly Module<Tensor, Tensor> blocks = Sequential(Enumerable.Range(0, Layers).Select(_ => new Block()).ToArray());
            private readonly Module<Tensor, Tensor> norm = LayerNorm(Width);
            private readonly Module<Tensor, Tensor> scores = Linear(Width, Letters.Length, hasBias: false);

            public Net()
                : base(nameof(Gpt))
            {
                RegisterComponents();
            }

            public override Tensor forward(Tensor letters)
            {
                Tensor x = this.letters.call(letters) + places.call(arange(letters.size(1)));
                return scores.call(norm.call(blocks.call(x)));
            }
        }

        public static void Run()
        {
            set_num_threads(1); // the model is too small for more
            manual_seed(0);
            using var model = new Net();
            using var optimizer = optim.AdamW(model.parameters(), lr: 2e-3);
            var schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max: Steps);
            for (int step = 1; step <= Steps; step++)
            {
                using var scope = NewDisposeScope(); // disposes the tensors of each step
                Tensor letters = Draw(Batch);
                optimizer.zero_grad();
                Tensor scores = model.call(letters[.., ..^1]);

                // The first number, the plus sign and the second number cannot be foretold.
                Tensor loss = functional.cross_entropy(scores[.., 3..].flatten(0, 1), letters[.., 4..].flatten());
                loss.backward();
                nn.utils.clip_grad_norm_(model.parameters(), 1.0);
                optimizer.step();
                schedule.step();
                if (step % 50 == 0)
                {
                    Console.WriteLine($"step {step}: loss {loss.item<float>():0.0000}");
                }
            }
            model.eval();
            Console.WriteLine(string.Join(" ", new[] { "1+2=", "7+5=", "9+9=" }.Select(text => WriteOn(model, text))));
            var pairs = Enumerable.Range(0, 100).Select(pair => (a: pair / 10, b: pair % 10)).ToList();
            int right = pairs.Count(pair =>
                WriteOn(model, $"{pair.a}+{pair.b}=").TrimEnd('.') == $"{pair.a}+{pair.b}={pair.a + pair.b}");
            Console.WriteLine($"accuracy {(double)right / pairs.Count:0.000}");
        }

        private static Tensor Encode(IReadOnlyCollection<string> texts) =>
            tensor(texts.SelectMany(text => text.Select(letter => (long)Letters.IndexOf(letter))).ToArray()).reshape(texts.Count, -1);

        /// <summary>Sums such as 3+9=12. and 1+2=3.. (N, 7).</summary>
        private static Tensor Draw(int count)
        {
            using Tensor drawn = randint(10, (count, 2));
            long[] numbers = drawn.data<long>().ToArray();
            return Encode(Enumerable.Range(0, count)
                .Select(i => (a: numbers[2 * i], b: numbers[(2 * i) + 1]))
                .Select(pair => $"{pair.a}+{pair.b}={pair.a + pair.b}.".PadRight(Longest + 1, '.'))
                .ToList());
        }

        /// <summary>Appends the likeliest letters, up to a full stop.</summary>
        private static string WriteOn(Net model, string text)
        {
            using var noGradients = no_grad();
            while (text.Length < Longest && !text.EndsWith(".", StringComparison.Ordinal))
            {
                using var scope = NewDisposeScope();
                text += Letters[(int)model.call(Encode(new[] { text }))[0, -1].argmax().item<long>()];
            }
            return text;
        }
    }
}
