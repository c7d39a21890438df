using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Optimizers; tests/python/test_training.py compares their results with torch.optim.</summary>
    public static class OptimizerTests
    {
        internal static readonly Func<IEnumerable<ParamGroup>, optim.Optimizer>[] All =
        {
            groups => optim.SGD(groups, lr: 0.1, momentum: 0.9),
            groups => optim.Adam(groups, lr: 0.1),
            groups => optim.AdamW(groups, lr: 0.1),
            groups => optim.RMSprop(groups, lr: 0.1, momentum: 0.5, centered: true),
            groups => optim.Adagrad(groups, lr: 0.5),
            groups => optim.Adadelta(groups, lr: 20),
            groups => optim.Adamax(groups, lr: 0.1),
            groups => optim.ASGD(groups, lr: 0.1, t0: 1),
            groups => optim.NAdam(groups, lr: 0.1),
            groups => optim.RAdam(groups, lr: 0.2),
            groups => optim.Rprop(groups, lr: 0.1),
            groups => optim.LBFGS(groups, lr: 0.1, history_size: 2), // what it remembers grows up to this
        };

        [Test]
        public static void Every_optimizer_finds_a_minimum()
        {
            foreach (var make in All)
            {
                using Tensor x = Start();
                using optim.Optimizer optimizer = make(Group(x));
                double first = Steps(optimizer, x, 1);
                double last = Steps(optimizer, x, 20);
                Check.True(last < first / 2, $"{optimizer}: {last} is less than half of {first}");
            }
        }

        [Test]
        public static void Step_uses_existing_gradients()
        {
            using Tensor x = Start();
            using var optimizer = optim.SGD(new[] { x }, lr: 0.5);
            Loss(x).backward();
            optimizer.step();
            Check.Equal<IEnumerable<float>>(new float[] { 0, 0 }, x.data<float>()); // x - 0.5 * 2x
            optimizer.zero_grad(set_to_none: false);
            Check.Equal<IEnumerable<float>>(new float[] { 0, 0 }, x.grad!.data<float>());
            optimizer.zero_grad();
            Check.True(x.grad is null, "dropped");
        }

        [Test]
        public static void Options_are_read_and_set()
        {
            using Tensor x = Start();
            using var optimizer = optim.Adam(new[] { x }, lr: 0.2, beta1: 0.8, amsgrad: true);
            ParamGroup group = optimizer.param_groups.Single();
            Check.Equal(0.2, group.LearningRate);
            Check.Equal((0.8, 0.999), group.Get<(double, double)>("betas"));
            Check.Equal<object?>(true, group["amsgrad"]);
            group.LearningRate = 0.1;
            group["weight_decay"] = 0.5;
            group["betas"] = (0.7, 0.9);
            Check.Equal(0.1, group.Get<double>("lr"));
            Check.Equal(0.5, group.Get<double>("weight_decay"));
            Check.Equal((0.7, 0.9), group.Get<(double, double)>("betas"));
            Check.Equal<IEnumerable<string>>(
                new[] { "amsgrad", "betas", "eps", "lr", "maximize", "weight_decay" },
                group.Options.Keys.OrderBy(name => name, StringComparer.Ordinal));
            Check.Contains("betas", Check.Throws<KeyNotFoundException>(() => group.Get<double>("momentum")).Message);
            Check.Contains("lr", Check.Throws<TorchValueException>(() => group["momentum"] = 0.9).Message);
            Check.Throws<TorchTypeException>(() => group["lr"] = "fast");
            Check.Throws<TorchTypeException>(() => group.Get<string>("lr"));
        }

        [Test]
        public static void Options_that_may_be_None()
        {
            using Tensor x = Start();
            using var optimizer = optim.LBFGS(new[] { x }, line_search_fn: "strong_wolfe");
            ParamGroup group = optimizer.param_groups.Single();
            Check.Equal("strong_wolfe", group.Get<string>("line_search_fn"));
            Check.Equal(100L, group.Get<long>("history_size"));
            group["line_search_fn"] = null;
            Check.True(group["line_search_fn"] == null, "no line search");
        }

        [Test]
        public static void Groups_have_their_own_options()
        {
            using Tensor x = Start();
            using Tensor y = Start();
            var groups = new[] { new ParamGroup(new[] { x }), new ParamGroup(new[] { y }) { ["momentum"] = 0.0 } };
            using var optimizer = optim.SGD(groups, lr: 0.1, momentum: 0.9);
            Check.Equal<IEnumerable<double>>(new[] { 0.9, 0.0 }, optimizer.param_groups.Select(group => group.Get<double>("momentum")));
            using Tensor z = Start();
            optimizer.add_param_group(new ParamGroup(new[] { z }, lr: 0.25));
            Check.Equal<IEnumerable<double>>(new[] { 0.1, 0.1, 0.25 }, optimizer.param_groups.Select(group => group.LearningRate));
            Check.Equal(0.9, optimizer.param_groups[2].Get<double>("momentum"));
            (Loss(x) + Loss(y) + Loss(z)).backward();
            optimizer.step();
            Check.True(x.allclose(Start() * 0.8) && y.allclose(Start() * 0.8) && z.allclose(Start() * 0.5), "each by its learning rate");
            Check.Equal(3, optimizer.parameters().Count());
            Check.True(optimizer.param_groups[1].Parameters.Single().equal(y), "the parameters of a group");
        }

        [Test]
        public static void Wrong_groups_are_refused()
        {
            using Tensor x = Start();
            Check.Throws<ArgumentException>(() => optim.SGD(Array.Empty<Tensor>()));
            Check.Throws<ArgumentException>(() => optim.SGD(Array.Empty<ParamGroup>()));
            Check.Throws<ArgumentException>(() => optim.SGD(new Tensor[] { null! }));
            Check.Throws<TorchValueException>(() => optim.SGD(new[] { new ParamGroup(new[] { x }) { ["no_such"] = 1.0 } }));
            Check.Throws<TorchValueException>(() => optim.SGD(new[] { x }, lr: -1));
            var shared = new ParamGroup(new[] { x });
            using var optimizer = optim.SGD(new[] { shared });
            Check.Throws<InvalidOperationException>(() => optim.SGD(new[] { shared }));
            Check.Throws<TorchValueException>(() => optimizer.add_param_group(new ParamGroup(new[] { x })));
            Check.Equal(1, optimizer.param_groups.Count);
            using Tensor recorded = x * 2;
            Check.Throws<TorchValueException>(() => optim.SGD(new[] { recorded }));
        }

        [Test]
        public static void An_exception_in_a_closure_is_thrown_unchanged()
        {
            foreach (var make in All)
            {
                using Tensor x = Start();
                using optim.Optimizer optimizer = make(Group(x));
                var thrown = new NotSupportedException("from the closure");
                Check.True(Check.Throws<NotSupportedException>(() => optimizer.step(() => throw thrown)) == thrown, "the same exception");
                Check.Contains("loss", Check.Throws<InvalidOperationException>(() => optimizer.step(() => null!)).Message);
                Check.True(x.equal(Start()), "the parameters are as they were");
            }
        }

        [Test]
        public static void A_step_of_LBFGS_that_fails_halfway_changes_nothing()
        {
            using Tensor x = Start();
            using var optimizer = optim.LBFGS(new[] { x }, lr: 0.1);
            int calls = 0;
            Check.Throws<NotSupportedException>(() => optimizer.step(() =>
            {
                if (++calls == 3)
                {
                    throw new NotSupportedException("at the third evaluation");
                }
                optimizer.zero_grad();
                Tensor computed = Loss(x);
                computed.backward();
                return computed;
            }));
            Check.Equal(3, calls);
            Check.True(x.equal(Start()), "the parameters are as they were");
            Check.Equal(13.0, Steps(optimizer, x, 1));
        }

        [Test]
        public static void LBFGS_needs_a_closure()
        {
            using Tensor x = Start();
            using var optimizer = optim.LBFGS(new[] { x });
            Check.Contains("closure", Check.Throws<TorchValueException>(optimizer.step).Message);
        }

        [Test]
        public static void Gradients_are_recorded_in_a_closure()
        {
            using Tensor x = Start();
            using var optimizer = optim.SGD(new[] { x }, lr: 0.5);
            using (torch.no_grad())
            {
                Steps(optimizer, x, 1);
            }
            Check.Equal<IEnumerable<float>>(new float[] { 0, 0 }, x.data<float>());
        }

        [Test]
        public static void A_disposed_optimizer_is_refused()
        {
            using Tensor x = Start();
            var optimizer = optim.SGD(new[] { x });
            ParamGroup group = optimizer.param_groups.Single();
            optimizer.Dispose();
            optimizer.Dispose();
            Check.Throws<ObjectDisposedException>(optimizer.step);
            Check.Throws<ObjectDisposedException>(() => optimizer.zero_grad());
            Check.Throws<ObjectDisposedException>(() => group.LearningRate = 1);
        }

        [Test]
        public static void An_optimizer_keeps_its_parameters()
        {
            Tensor x = Start();
            using var optimizer = optim.SGD(new[] { x }, lr: 0.5);
            x.Dispose();
            using Tensor kept = optimizer.parameters().Single();
            Steps(optimizer, kept, 1);
            Check.Equal<IEnumerable<float>>(new float[] { 0, 0 }, kept.data<float>());
        }

        [Test]
        public static void Nothing_leaks()
        {
            foreach (var make in All)
            {
                using Tensor x = Start();
                using optim.Optimizer optimizer = make(Group(x));
                Steps(optimizer, x, 5); // until it remembers all that it will
                Leaks.NoneAtOnce(1000, () =>
                {
                    Steps(optimizer, x, 1);
                    optimizer.param_groups[0].LearningRate *= 0.999;
                    Check.Throws<NotSupportedException>(() => optimizer.step(() => throw new NotSupportedException()));
                });
                Leaks.NoneAtOnce(100, () => make(Group(x)).Dispose());
            }
        }

        internal static Tensor Start() => tensor(new float[] { 3, -2 }, requires_grad: true);

        internal static ParamGroup[] Group(Tensor x) => new[] { new ParamGroup(new[] { x }) };

        private static Tensor Loss(Tensor x)
        {
            using Tensor squares = x.square();
            return squares.sum();
        }

        /// <summary>The loss before the last of some steps.</summary>
        internal static double Steps(optim.Optimizer optimizer, Tensor x, int count)
        {
            double last = double.NaN;
            for (int i = 0; i < count; i++)
            {
                using Tensor loss = optimizer.step(() =>
                {
                    optimizer.zero_grad();
                    Tensor computed = Loss(x);
                    computed.backward();
                    return computed;
                });
                last = loss.ToDouble();
            }
            return last;
        }
    }
}
