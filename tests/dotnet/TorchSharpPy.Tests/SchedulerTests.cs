using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.Tests.OptimizerTests;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.optim.lr_scheduler;

namespace TorchSharpPy.Tests
{
    /// <summary>Schedulers; tests/python/test_lr_scheduler.py compares their learning rates with PyTorch's.</summary>
    public static class SchedulerTests
    {
        [Test]
        public static void A_scheduler_of_the_program_sets_the_learning_rates()
        {
            using Tensor x = Start();
            using var optimizer = optim.SGD(new[] { x }, lr: 1);
            var schedule = new Halves(optimizer);
            schedule.step();
            schedule.step();
            Check.Equal(0.25, optimizer.ParamGroups[0].LearningRate);
            schedule.step(5);
            Check.Equal(1.0 / 32, schedule.get_last_lr().Single());
            Check.Throws<NotSupportedException>(() => schedule.get_closed_form_lr());
            var next = new Halves(optimizer);
            next.load_state_dict(schedule.state_dict());
            Check.Equal(5, next.last_epoch);
        }

        [Test]
        public static void Schedulers_of_schedulers_refuse_what_does_not_fit()
        {
            using Tensor x = Start(), y = Start();
            using var optimizer = optim.SGD(new[] { x }, lr: 1);
            using var other = optim.SGD(new[] { y }, lr: 1);
            LRScheduler first = StepLR(optimizer, 2), second = StepLR(optimizer, 3), foreign = StepLR(other, 3);
            Check.Throws<ArgumentException>(() => ChainedLR(new LRScheduler[0]));
            Check.Throws<ArgumentException>(() => ChainedLR(new[] { first, foreign }));
            Check.Throws<ArgumentException>(() => SequentialLR(optimizer, new[] { first, foreign }, new[] { 2 }));
            Check.Throws<ArgumentException>(() => SequentialLR(optimizer, new[] { first, second }, new[] { 2, 3 }));
            Check.Throws<ArgumentNullException>(() => SequentialLR(optimizer, new[] { first, second }, null!));
            LRScheduler whole = SequentialLR(optimizer, new[] { first, second }, new[] { 2 });
            Check.Throws<NotSupportedException>(() => whole.step(3));
            Check.Throws<ArgumentException>(() => LambdaLR(optimizer, new Func<int, double>[] { step => 1, step => 2 }));
            Check.Throws<ArgumentNullException>(() => MultiplicativeLR(optimizer, (Func<int, double>)null!));
            Check.Throws<ArgumentException>(() => CyclicLR(optimizer, new[] { 0.1, 0.2 }, new[] { 1.0 }));
            Check.Throws<ArgumentException>(() => CyclicLR(optimizer, 0.1, 1, step_size_up: 0));
            Check.Throws<ArgumentOutOfRangeException>(() => CosineAnnealingWarmRestarts(optimizer, 0));
        }

        [Test]
        public static void A_schedule_that_cannot_be_changes_nothing()
        {
            using Tensor x = Start();
            using var optimizer = optim.SGD(new[] { x }, lr: 1, momentum: 0.5);
            Check.Throws<ArgumentOutOfRangeException>(() => CyclicLR(optimizer, 0.1, 2, mode: (impl.CyclicLR.Mode)7));
            Check.Throws<ArgumentOutOfRangeException>(
                () => OneCycleLR(optimizer, 2, 10, anneal_strategy: (impl.OneCycleLR.AnnealStrategy)7));
            Check.Equal(1.0, optimizer.ParamGroups[0].LearningRate);
            Check.Equal(0.5, optimizer.ParamGroups[0]["momentum"]);
        }

        [Test]
        public static void A_first_phase_without_steps_is_over_at_once()
        {
            foreach (impl.OneCycleLR.AnnealStrategy strategy in Enum.GetValues(typeof(impl.OneCycleLR.AnnealStrategy)))
            {
                using Tensor x = Start();
                using var optimizer = optim.SGD(new[] { x }, lr: 1, momentum: 0.5);
                LRScheduler schedule = OneCycleLR(optimizer, 2, 10, pct_start: 0.1, anneal_strategy: strategy);
                Check.Equal(2.0, schedule.get_last_lr().Single());
                schedule.step();
                double next = schedule.get_last_lr().Single();
                Check.True(next > 0 && next < 2, $"it falls, and is not {next}");
            }
        }

        [Test]
        public static void A_state_that_does_not_fit_changes_nothing()
        {
            using Tensor x = Start();
            using var optimizer = optim.SGD(new[] { x }, lr: 1);
            LRScheduler schedule = StepLR(optimizer, 2, 0.5);
            schedule.step();
            Dictionary<string, object?> before = schedule.state_dict(), wrong = schedule.state_dict();
            wrong["last_epoch"] = 7L;
            wrong["gamma"] = "half";
            Check.Contains("gamma", Check.Throws<TorchValueException>(() => schedule.load_state_dict(wrong)).Message);
            Check.Equal(1, schedule.last_epoch);
            Check.Throws<ArgumentNullException>(() => schedule.load_state_dict(null!));
            Check.Throws<TorchValueException>(() => schedule.load_state_dict(ExponentialLR(optimizer, 0.5).state_dict()));
            schedule.load_state_dict(before);
            schedule.step();
            Check.Equal(0.5, optimizer.ParamGroups[0].LearningRate);
        }

        [Test]
        public static void Losses_are_scaled_for_float16()
        {
            using Tensor weight = full(new long[] { 4, 4 }, 0.5, requires_grad: true), x = ones(2, 4);
            using var optimizer = optim.SGD(new[] { weight }, lr: 0.1);
            using var scaler = new amp.GradScaler(CPU, init_scale: 1024, growth_interval: 2);
            var losses = new List<double>();
            for (int i = 0; i < 6; i++)
            {
                optimizer.zero_grad();
                Tensor loss;
                using (autocast(DeviceType.CPU, float16))
                {
                    loss = x.mm(weight).@float().square().mean();
                }
                losses.Add(loss.ToDouble());
                scaler.scale(loss).backward();
                Check.True(scaler.step(optimizer), "a step with finite gradients");
                scaler.update();
            }
            Check.True(losses[5] < losses[0] / 2, $"{losses[5]} is less than half of {losses[0]}");
            Check.Equal(8192.0, scaler.get_scale());
            scaler.Dispose();
            Check.Throws<ObjectDisposedException>(() => scaler.scale(x));
            Check.Throws<ArgumentOutOfRangeException>(() => new amp.GradScaler(CPU, growth_factor: 1));
            Check.Throws<ArgumentOutOfRangeException>(() => new amp.GradScaler(CPU, backoff_factor: 1));
        }

        [Test]
        public static void Float16_weights_cannot_be_scaled_back()
        {
            using Tensor weight = ones(new long[] { 2 }, dtype: float16).requires_grad_();
            using var optimizer = optim.SGD(new[] { weight }, lr: 0.1);
            using var scaler = new amp.GradScaler(CPU);
            weight.grad = ones(new long[] { 2 }, dtype: float16);
            Check.Contains("autocast", Check.Throws<TorchValueException>(() => scaler.unscale_(optimizer)).Message);
        }

        private sealed class Halves : LRScheduler
        {
            internal Halves(optim.Optimizer optimizer)
                : base(optimizer) => Start();

            public override IEnumerable<double> get_lr() => base_lrs.Select(rate => rate * Math.Pow(0.5, last_epoch));
        }
    }
}
