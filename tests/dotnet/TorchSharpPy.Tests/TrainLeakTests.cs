using System;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>A thousand training steps, and steps that fail, leave no native handle behind.</summary>
    public static class TrainLeakTests
    {
        private const int Repeats = 1000;

        [Test]
        public static void Steps()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("linear.pt"));
            Parameter[] parameters = m.parameters().ToArray();
            using var optimizer = optim.AdamW(parameters, lr: 1e-3);
            using Tensor x = ones(8, 4), target = zeros(8, 2);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                optimizer.zero_grad();
                using Tensor y = m.call(x);
                using Tensor loss = nn.functional.mse_loss(y, target);
                loss.backward();
                nn.utils.clip_grad_norm_(parameters, 1.0);
                optimizer.step();
            });
        }

        [Test]
        public static void Steps_with_a_closure()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("linear.pt"));
            using var optimizer = optim.LBFGS(m.parameters(), max_iter: 2, history_size: 1);
            using Tensor x = ones(8, 4), target = zeros(8, 2);
            for (int i = 0; i < 3; i++)
            {
                optimizer.step(Closure).Dispose(); // until it remembers all that it will
            }
            Leaks.NoneAtOnce(Repeats, () =>
            {
                optimizer.step(Closure).Dispose();
                Check.Throws<FormatException>(() => optimizer.step(() => throw new FormatException("mine")));
                Check.Throws<TorchValueException>(() => optimizer.step());
            });

            Tensor Closure()
            {
                optimizer.zero_grad();
                using Tensor y = m.call(x);
                Tensor loss = nn.functional.mse_loss(y, target);
                loss.backward();
                return loss;
            }
        }

        [Test]
        public static void Optimizers()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("linear.pt"));
            Parameter[] parameters = m.parameters().ToArray();
            Leaks.NoneAtOnce(Repeats, () =>
            {
                optim.SGD(parameters, lr: 0.1, momentum: 0.9).Dispose();
                Check.Throws<TorchValueException>(() => optim.SGD(parameters, lr: -1));
                using Tensor x = ones(8, 4);
                using Tensor y = m.call(x);
                Check.Throws<ScriptRuntimeException>(() => y.backward()); // more than one element
            });
        }
    }
}
