using System;
using System.Collections.Generic;
using System.Threading;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Hooks of tensors, and anomaly detection; tests/python/test_tensor_hooks.py compares them with Python's.</summary>
    public static class TensorHookTests
    {
        [Test]
        public static void A_hook_that_is_removed_is_not_called()
        {
            int calls = 0;
            using Tensor x = Leaf();
            torch.nn.HookRemover first = x.register_hook(gradient => { calls++; });
            using (x.register_hook(gradient => gradient * 3))
            {
                x.sum().backward();
                Check.Equal<IEnumerable<float>>(new float[] { 3, 3 }, x.grad!.data<float>());
            }
            first.remove();
            first.remove();
            x.sum().backward();
            Check.Equal<IEnumerable<float>>(new float[] { 4, 4 }, x.grad!.data<float>());
            Check.Equal(1, calls);
        }

        [Test]
        public static void An_exception_of_a_hook_is_thrown_as_it_is()
        {
            using Tensor x = Leaf();
            var thrown = new TimeoutException();
            using (x.register_hook((Action<Tensor>)(gradient => throw thrown)))
            {
                Check.True(ReferenceEquals(thrown, Check.Throws<TimeoutException>(() => x.sum().backward())), "the same exception");
            }
            using (x.register_post_accumulate_grad_hook(leaf => throw thrown))
            {
                Check.True(ReferenceEquals(thrown, Check.Throws<TimeoutException>(() => x.sum().backward())), "the same exception");
            }
            x.sum().backward();
        }

        [Test]
        public static void An_exception_without_a_message_is_thrown_as_it_is()
        {
            using Tensor x = Leaf();
            var thrown = new Mute();
            using (x.register_hook((Action<Tensor>)(gradient => throw thrown)))
            {
                Exception? caught = null;
                try
                {
                    x.sum().backward();
                }
                catch (Exception error)
                {
                    caught = error;
                }
                Check.True(ReferenceEquals(thrown, caught), "the same exception");
            }
        }

        [Test]
        public static void Hooks_that_cannot_be_are_refused()
        {
            using Tensor plain = ones(2);
            using Tensor x = Leaf();
            using Tensor y = x * 2;
            Check.Throws<ScriptRuntimeException>(() => plain.register_hook(gradient => gradient));
            Check.Throws<ScriptRuntimeException>(() => y.register_post_accumulate_grad_hook(leaf => { }));
            Check.Throws<ArgumentNullException>(() => x.register_hook((Func<Tensor, Tensor?>)null!));
            Check.Throws<ArgumentNullException>(() => x.register_hook((Action<Tensor>)null!));
            Check.Throws<ArgumentNullException>(() => x.register_post_accumulate_grad_hook(null!));
            using (x.register_hook(gradient => ones(7)))
            {
                Check.Contains("size", Check.Throws<ScriptRuntimeException>(() => x.sum().backward()).Message);
            }
            y.Dispose();
            Check.Throws<ObjectDisposedException>(() => y.register_hook(gradient => gradient));
        }

        [Test]
        public static void A_step_in_a_post_accumulate_hook_trains()
        {
            using Tensor x = Leaf();
            using torch.nn.HookRemover hook = x.register_post_accumulate_grad_hook(leaf =>
            {
                using (no_grad())
                {
                    leaf.sub_(leaf.grad!);
                }
                leaf.grad = null;
            });
            x.sum().backward();
            Check.Equal<IEnumerable<float>>(new float[] { 0, 1 }, x.detach().data<float>());
            Check.True(x.grad is null, "the hook removed the gradient");
        }

        [Test]
        public static void Hooks_may_come_and_go_while_threads_run_backward()
        {
            using Tensor x = Leaf();
            using Tensor loss = x.sum();
            bool ends = false;
            var thread = new Thread(() =>
            {
                while (!Volatile.Read(ref ends))
                {
                    torch.autograd.grad(new[] { loss }, new[] { x }, retain_graph: true)[0].Dispose();
                }
            });
            int calls = 0;
            using (x.register_hook(gradient => { calls++; }))
            {
                thread.Start();
                SpinWait.SpinUntil(() => Volatile.Read(ref calls) > 20, TimeSpan.FromSeconds(10));
            }
            Volatile.Write(ref ends, true);
            thread.Join();
            Check.True(calls > 20, "calls on the other thread");
        }

        [Test]
        public static void Hooks_may_be_added_while_threads_run_backward()
        {
            using Tensor x = Leaf();
            using Tensor loss = x.sum();
            int calls = 0;
            using torch.nn.HookRemover first = x.register_hook(gradient => { Interlocked.Increment(ref calls); });
            bool ends = false;
            var thread = new Thread(() =>
            {
                while (!Volatile.Read(ref ends))
                {
                    torch.autograd.grad(new[] { loss }, new[] { x }, retain_graph: true)[0].Dispose();
                }
            });
            thread.Start();
            for (int i = 0; i < 2000; i++)
            {
                x.register_hook(gradient => gradient).remove();
                x.register_hook(gradient => { Interlocked.Increment(ref calls); }).Dispose();
            }
            SpinWait.SpinUntil(() => Volatile.Read(ref calls) > 20, TimeSpan.FromSeconds(10));
            Volatile.Write(ref ends, true);
            thread.Join();
            Check.True(calls > 20, "calls on the other thread");
        }

        [Test]
        public static void Nothing_leaks() => Leaks.NoneAfter(100, () =>
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = Leaf();
            x.register_hook(gradient => gradient * 2); // lives as long as the tensor
            x.register_post_accumulate_grad_hook(leaf => Check.True(leaf.requires_grad, "a leaf"));
            using (x.register_hook(gradient => gradient * 2))
            {
                x.sum().backward();
                x.grad!.Dispose();
                x.grad = null;
            }
        });

        [Test]
        public static void An_anomaly_is_found_and_the_setting_restored()
        {
            Check.True(!AnomalyMode.IsEnabled, "off by default");
            using Tensor x = tensor(new float[] { 0 }, requires_grad: true);
            using (torch.autograd.detect_anomaly())
            {
                Check.True(AnomalyMode.IsEnabled && AnomalyMode.ShouldCheckNaN, "on");
                string heard = string.Empty;
                EventHandler<TorchWarning> listener = (sender, warning) => heard += warning.Message;
                torch.warnings.Raised += listener;
                ScriptRuntimeException error = Check.Throws<ScriptRuntimeException>(() => (x.sqrt() * 0).sum().backward());
                torch.warnings.Raised -= listener;
                Check.Contains("nan", error.Message);
                Check.Contains("SqrtBackward", heard);
                using (torch.autograd.set_detect_anomaly(true, check_nan: false))
                {
                    Check.True(!AnomalyMode.ShouldCheckNaN, "no check");
                    (x.sqrt() * 0).sum().backward();
                }
                Check.True(AnomalyMode.ShouldCheckNaN, "restored");
            }
            Check.True(!AnomalyMode.IsEnabled, "restored");
        }

        private static Tensor Leaf() => tensor(new float[] { 1, 2 }, requires_grad: true);

        private sealed class Mute : Exception
        {
            public override string Message => throw new InvalidOperationException("the message itself fails");
        }
    }
}
