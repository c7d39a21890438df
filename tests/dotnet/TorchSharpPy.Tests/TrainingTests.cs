using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>A loaded module is trained; tests/python/test_training.py compares the losses with Python's.</summary>
    public static class TrainingTests
    {
        [Test]
        public static void A_training_step_leaves_nothing_behind()
        {
            using var m = torch.jit.load<Tensor, Tensor>(Fixtures.File("training.pt"));
            using Tensor x = randn(64, 8);
            using Tensor y = randint(0, 3, new long[] { 64 });
            Parameter[] parameters = m.parameters().ToArray();
            using var optimizer = optim.AdamW(parameters);
            using var loss = nn.CrossEntropyLoss(label_smoothing: 0.1);
            var schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max: 1000);
            var loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), 32, shuffle: true);
            Leaks.NoneAtOnce(500, () =>
            {
                foreach (var (inputs, classes) in loader)
                {
                    optimizer.zero_grad();
                    using Tensor scores = m.forward(inputs);
                    using Tensor computed = loss.forward(scores, classes);
                    computed.backward();
                    nn.utils.clip_grad_norm_(parameters, 1);
                    nn.utils.clip_grad_value_(parameters, 0.5);
                    optimizer.step();
                }
                schedule.step();
            });
        }

        [Test]
        public static void A_trained_model_is_saved()
        {
            string file = FileTests.Temporary("trained.pt");
            try
            {
                using var m = torch.jit.load<Tensor, Tensor>(Fixtures.File("training.pt"));
                using Tensor x = randn(16, 8);
                using Tensor before = m.forward(x);
                using (var optimizer = optim.SGD(m.named_parameters(), lr: 1))
                using (Tensor loss = before.square().mean())
                {
                    loss.backward();
                    optimizer.step();
                }
                m.save(file);
                using var again = torch.jit.load<Tensor, Tensor>(file);
                Check.True(again.forward(x).equal(m.forward(x)) && !again.forward(x).equal(before), "the trained weights");
            }
            finally
            {
                File.Delete(file);
            }
        }

        [Test]
        public static void The_weights_of_a_loss_move_with_it()
        {
            using Tensor scores = randn(new long[] { 4, 3 }, dtype: torch.float64);
            using Tensor classes = randint(0, 3, new long[] { 4 });
            using Tensor given = tensor(new float[] { 1, 2, 3 });
            using Tensor weight = given.to(torch.float64);
            using var loss = nn.CrossEntropyLoss(given.clone());
            Check.Throws<ScriptRuntimeException>(() => loss.forward(scores, classes)); // double scores, float weights
            loss.to(torch.float64);
            Check.True(loss.forward(scores, classes).equal(nn.functional.cross_entropy(scores, classes, weight)), "the moved weights");
            Check.Equal("weight", loss.state_dict().Keys.Single());
        }

        [Test]
        public static void A_learning_rate_that_was_held_at_0_comes_back()
        {
            using Tensor x = ones(2).requires_grad_();
            using var optimizer = optim.SGD(new[] { x }, 0.5);
            var schedule = optim.lr_scheduler.ConstantLR(optimizer, factor: 0, total_iters: 2);
            var rates = new List<double>(schedule.get_last_lr());
            for (int i = 0; i < 3; i++)
            {
                schedule.step();
                rates.AddRange(schedule.get_last_lr());
            }
            Check.Equal(new[] { 0, 0, 0.5, 0.5 }, rates.ToArray());
        }

        [Test]
        public static void Wrong_options_of_schedulers_are_refused()
        {
            using Tensor x = ones(2).requires_grad_();
            using var optimizer = optim.Adagrad(new[] { x });
            Check.Throws<ArgumentOutOfRangeException>(() => optim.lr_scheduler.StepLR(optimizer, 0));
            Check.Throws<ArgumentOutOfRangeException>(() => optim.lr_scheduler.ConstantLR(optimizer, factor: 2));
            Check.Throws<ArgumentOutOfRangeException>(() => optim.lr_scheduler.LinearLR(optimizer, start_factor: 0));
            Check.Throws<ArgumentException>(() => optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode: "best"));
            Check.Throws<ArgumentException>(() => optim.lr_scheduler.OneCycleLR(optimizer, 0.1, 10)); // no momentum
            Check.Throws<ArgumentNullException>(() => optim.lr_scheduler.ExponentialLR(null!, 0.9));
            var plateau = optim.lr_scheduler.ReduceLROnPlateau(optimizer);
            Check.Contains("metric", Check.Throws<InvalidOperationException>(plateau.step).Message);
            var one = optim.lr_scheduler.OneCycleLR(optimizer, 0.1, 1, cycle_momentum: false);
            one.step();
            Check.Contains("1 steps", Check.Throws<InvalidOperationException>(one.step).Message);
        }
    }
}
