using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.Tests.OptimizerTests;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The types of options and groups, as programs for TorchSharp use them.</summary>
    public static class OptimizerOptionsTests
    {
        [Test]
        public static void Typed_groups_have_their_own_options()
        {
            using Tensor x = Start(), y = Start(), z = Start();
            var given = new Adam.Options { LearningRate = 0.5, beta2 = 0.9, amsgrad = true };
            var groups = new[]
            {
                new Adam.ParamGroup(new[] { x }, given),
                new Adam.ParamGroup(new[] { y }, lr: 0.25, weight_decay: 0.1),
                new Adam.ParamGroup(new[] { z }),
            };
            using Adam optimizer = optim.Adam(groups, lr: 0.125, beta1: 0.7);
            Check.Equal<IEnumerable<double>>(new[] { 0.5, 0.25, 0.125 }, optimizer.ParamGroups.Select(group => group.LearningRate));
            Check.Equal((0.7, 0.9), groups[0].Betas); // the first is the optimizer's
            Check.Equal((0.7, 0.999), groups[1].Betas);
            Check.Equal<double?>(0.1, groups[1].Options.weight_decay);
            Check.Equal<bool?>(true, groups[0].Options.amsgrad);
            Check.Equal<bool?>(false, groups[2].Options.amsgrad);
            given.beta2 = 0.5;
            Check.Equal<double?>(0.9, groups[0].Options.beta2); // the options were copied
        }

        [Test]
        public static void Typed_options_are_those_that_a_step_uses()
        {
            using Tensor x = Start();
            var group = new SGD.ParamGroup(new[] { x }, new SGD.Options { LearningRate = 1 });
            using SGD optimizer = optim.SGD(new[] { group }, lr: 0.1);
            group.Options.LearningRate = 0.5;
            Steps(optimizer, x, 1);
            Check.Equal<IEnumerable<float>>(new float[] { 0, 0 }, x.data<float>()); // x - 0.5 * 2x
            group["momentum"] = 0.25;
            Check.Equal<double?>(0.25, group.Options.momentum);
            optimizer.Momentum = 0.75;
            Check.Equal(0.75, group.Momentum);
            Check.Throws<TorchValueException>(() => group.Options.momentum = -1);
            Check.Throws<InvalidOperationException>(() => group.Options.momentum = null);
            Check.Equal(0.75, optimizer.Momentum);
        }

        [Test]
        public static void Pairs_are_one_option_of_PyTorch()
        {
            using Tensor x = Start();
            using Rprop optimizer = optim.Rprop(new[] { x }, etaplus: 1.5, max_step: 10);
            ParamGroup group = optimizer.ParamGroups[0];
            Check.Equal((0.5, 1.5), group.Get<(double, double)>("etas"));
            Check.Equal((1e-6, 10.0), group.Get<(double, double)>("step_sizes"));
            Check.Throws<TorchValueException>(() => group["etas"] = (0.5, 0.9));
            Check.Throws<TorchTypeException>(() => group["etas"] = 0.5);
            Check.Equal((0.5, 1.5), group.Get<(double, double)>("etas"));
        }

        [Test]
        public static void RMSprop_has_the_name_of_TorchSharp_too()
        {
            using Tensor x = Start(), y = Start();
            using RMSProp ours = optim.RMSprop(new[] { x }, momentum: 0.5), theirs = optim.RMSProp(new[] { y }, momentum: 0.5);
            Steps(ours, x, 3);
            Steps(theirs, y, 3);
            Check.True(x.equal(y), "the same steps");
        }

        [Test]
        public static void A_state_is_part_of_a_checkpoint()
        {
            using Tensor x = Start();
            using var optimizer = optim.NAdam(new[] { x });
            var schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 10);
            Steps(optimizer, x, 2);
            schedule.step();
            using var stream = new MemoryStream();
            torch.save(
                new Dictionary<string, object?> { ["optimizer"] = optimizer.state_dict(), ["schedule"] = schedule.state_dict() }, stream);
            stream.Position = 0;
            var read = (IDictionary)torch.load(stream);
            using Tensor y = tensor(x.data<float>().ToArray(), requires_grad: true);
            using var other = optim.NAdam(new[] { y });
            var next = optim.lr_scheduler.CosineAnnealingLR(other, 10);
            other.load_state_dict((IDictionary)read["optimizer"]!);
            next.load_state_dict((IDictionary)read["schedule"]!);
            schedule.step();
            next.step();
            Check.Equal(optimizer.ParamGroups[0].LearningRate, other.ParamGroups[0].LearningRate);
            Steps(optimizer, x, 2);
            Steps(other, y, 2);
            Check.True(x.equal(y), "as if it had not been interrupted");
        }

        [Test]
        public static void A_state_that_does_not_fit_changes_nothing()
        {
            using Tensor x = Start();
            using var optimizer = optim.Adam(new[] { x }, lr: 0.25);
            Steps(optimizer, x, 1);
            Dictionary<string, object?> state = optimizer.state_dict();
            var groups = (List<object?>)state["param_groups"]!;
            ((Dictionary<string, object?>)groups[0]!)["lr"] = 0.5;
            ((Dictionary<string, object?>)((Dictionary<long, object?>)state["state"]!)[0]!)["exp_avg"] = ones(3);
            Check.Contains("[3]", Check.Throws<TorchValueException>(() => optimizer.load_state_dict(state)).Message);
            Check.Equal(0.25, optimizer.ParamGroups[0].LearningRate);
            Check.Throws<ArgumentNullException>(() => optimizer.load_state_dict((IDictionary)null!));
            Check.Throws<TorchValueException>(() => optimizer.load_state_dict(new Dictionary<string, object?>()));
            groups.Add(groups[0]);
            Check.Contains("2 groups", Check.Throws<TorchValueException>(() => optimizer.load_state_dict(state)).Message);
        }

        [Test]
        public static void States_leave_nothing_behind()
        {
            using Tensor x = Start();
            using var optimizer = optim.Adam(new[] { x }, amsgrad: true);
            using var scaler = new amp.GradScaler(CPU);
            Steps(optimizer, x, 1);
            Leaks.NoneAtOnce(300, () =>
            {
                using var stream = new MemoryStream();
                optimizer.save_state_dict(stream);
                stream.Position = 0;
                optimizer.load_state_dict(stream);
                using (NewDisposeScope())
                {
                    optimizer.load_state_dict(optimizer.state_dict());
                }
                Check.Throws<ModelFormatException>(() => optimizer.load_state_dict(new MemoryStream(new byte[10])));
                using Tensor loss = x.sum();
                using Tensor scaled = scaler.scale(loss);
                scaled.backward();
                scaler.step(optimizer);
                scaler.update();
            });
        }

        [Test]
        public static void A_step_in_an_open_scope_keeps_what_the_optimizer_remembers()
        {
            using Tensor x = Start();
            using var optimizer = optim.AdamW(new[] { x });
            using (NewDisposeScope())
            {
                Steps(optimizer, x, 1);
            }
            Steps(optimizer, x, 1);
            optimizer.to(CPU);
            Steps(optimizer, x, 1);
        }

        [Test]
        public static void A_closure_cannot_step_its_optimizer()
        {
            using Tensor x = Start();
            using var optimizer = optim.SGD(new[] { x }, lr: 0.1);
            Check.Contains("in use", Check.Throws<InvalidOperationException>(() => optimizer.step(() =>
            {
                optimizer.step();
                return x;
            })).Message);
            var other = optim.SGD(new[] { x }, lr: 0.1);
            using (other.step(() =>
            {
                other.Dispose();
                return x.sum();
            }))
            {
            }
            Check.Throws<ObjectDisposedException>(() => other.step());
        }
    }
}
