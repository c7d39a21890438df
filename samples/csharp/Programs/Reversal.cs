using System;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace Programs
{
    /// <summary>Teaches a transformer to write numbers backwards, digit by digit.</summary>
    static class Reversal
    {
        private const int Length = 5, Width = 32, Begin = 10, Tokens = 11; // ten digits, and the token that begins a result
        private const int Batch = 64, Steps = 100;

        /// <summary>Source (S, N) and the result so far (T, N) to scores of the next digit (T, N, 11).</summary>
        private sealed class Net : Module<Tensor, Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> tokens = Embedding(Tokens, Width);
            private readonly Module<Tensor, Tensor> places = Embedding(Length, Width);
            private readonly Transformer transformer = Transformer(Width, 4, 1, 1, 64, 0.0);
            private readonly Module<Tensor, Tensor> scores = Linear(Width, Tokens);

            public Net()
                : base(nameof(Net))
            {
                RegisterComponents();
            }

            public override Tensor forward(Tensor source, Tensor target)
            {
                long length = target.size(0);

                // A digit of the result sees only those before it.
                Tensor mask = full(length, length, double.NegativeInfinity).triu(1);
                return scores.call(transformer.call(Embed(source), Embed(target), null, tgt_mask: mask));
            }

            private Tensor Embed(Tensor tokens) => this.tokens.call(tokens) + places.call(arange(tokens.size(0))).unsqueeze(1);
        }

        public static void Run()
        {
            set_num_threads(1); // the model is too small for more
            manual_seed(0);
            using var scope = NewDisposeScope();
            using var model = new Net();
            using var optimizer = optim.Adam(model.parameters(), lr: 5e-3);
            for (int step = 1; step <= Steps; step++)
            {
                using var tensors = NewDisposeScope(); // disposes the tensors of each step
                var (source, target) = Draw(Batch);
                Tensor begun = cat(new[] { full(1, Batch, Begin, int64), target[..^1] });
                optimizer.zero_grad();
                Tensor loss = functional.cross_entropy(model.call(source, begun).flatten(0, 1), target.flatten());
                loss.backward();
                optimizer.step();
                if (step % 20 == 0)
                {
                    Console.WriteLine($"step {step}: loss {loss.item<float>():0.0000}");
                }
            }
            model.eval();
            using var noGradients = no_grad();
            var (numbers, backwards) = Draw(200);
            float right = Translate(model, numbers).eq(backwards).all(0).to(float32).mean().item<float>();
            Console.WriteLine($"accuracy {right:0.000}");
        }

        /// <summary>Numbers (5, N), and the same backwards.</summary>
        private static (Tensor source, Tensor target) Draw(int count)
        {
            Tensor source = randint(10, (Length, count));
            return (source, source.flip(0));
        }

        /// <summary>Writes the likeliest digit, one after the other.</summary>
        private static Tensor Translate(Net model, Tensor source)
        {
            Tensor result = full(1, source.size(1), Begin, int64);
            for (int place = 0; place < Length; place++)
            {
                Tensor scores = model.call(source, result);
                result = cat(new[] { result, scores[-1].argmax(1).unsqueeze(0) });
            }
            return result[1..];
        }
    }
}
