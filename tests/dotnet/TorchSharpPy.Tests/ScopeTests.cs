using System;
using System.Threading;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Scopes, which affect a thread until the end of a <c>using</c>.</summary>
    public static class ScopeTests
    {
        [Test]
        public static void Gradients_are_recorded_or_not_and_then_as_before()
        {
            Check.True(is_grad_enabled(), "gradients to begin with");
            using (no_grad())
            {
                Check.True(!is_grad_enabled(), "none in no_grad");
                using (enable_grad())
                {
                    Check.True(is_grad_enabled(), "gradients in enable_grad");
                    using (set_grad_enabled(false))
                    {
                        Check.True(!is_grad_enabled(), "none where set to false");
                    }
                    Check.True(is_grad_enabled(), "gradients after the inner scope");
                }
                Check.True(!is_grad_enabled(), "none after enable_grad");
            }
            Check.True(is_grad_enabled(), "gradients at the end");
        }

        [Test]
        public static void A_module_follows_the_mode()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("network.pt"));
            using Tensor x = ones(2, 16);
            Check.True(m.forward(x).requires_grad, "a result with gradients");
            using (no_grad())
            {
                Check.True(!m.forward(x).requires_grad, "a result without");
            }
            using (inference_mode())
            {
                Check.True(!m.forward(x).requires_grad, "a result without");
            }
            Check.True(m.forward(x).requires_grad, "a result with gradients again");
        }

        [Test]
        public static void Inference_mode_nests()
        {
            Check.True(!is_inference_mode_enabled(), "off to begin with");
            using (inference_mode())
            {
                Check.True(is_inference_mode_enabled() && !is_grad_enabled(), "on, without gradients");
                using (inference_mode(false))
                {
                    Check.True(!is_inference_mode_enabled() && is_grad_enabled(), "off inside");
                }
                Check.True(is_inference_mode_enabled(), "on after the inner scope");
            }
            Check.True(!is_inference_mode_enabled() && is_grad_enabled(), "off at the end");
        }

        [Test]
        public static void A_tensor_of_inference_mode_is_refused_by_autograd()
        {
            using var square = jit.compile("def f(x, y):\n    return x * y\n");
            Tensor x;
            using (inference_mode())
            {
                x = ones(2);
            }
            using Tensor y = ones(2).requires_grad_();
            Check.Contains("Inference tensors", Check.Throws<ScriptRuntimeException>(() => square.invoke("f", x, y)).Message);
        }

        [Test]
        public static void Autocast_computes_in_the_smaller_type()
        {
            using var m = jit.load(Fixtures.File("network.pt"));
            using Tensor x = ones(2, 16);
            Check.Equal(ScalarType.Float32, Product().dtype);
            using (autocast(DeviceType.CPU))
            {
                Check.True(is_autocast_enabled(DeviceType.CPU) && is_autocast_enabled("cpu"), "autocast for the CPU");
                Check.True(!is_autocast_enabled("cuda"), "and for nothing else");
                Check.Equal(get_autocast_dtype("cpu"), Product().dtype);
                using (autocast("cpu", enabled: false))
                {
                    Check.Equal(ScalarType.Float32, Product().dtype);
                }
                using (autocast("cpu", ScalarType.Float16, cache_enabled: false))
                {
                    Check.Equal(ScalarType.Float16, get_autocast_dtype(DeviceType.CPU));
                    Check.Equal(ScalarType.Float16, Product().dtype);
                }
                Check.Equal(ScalarType.BFloat16, Product().dtype);
            }
            Check.True(!is_autocast_enabled("cpu"), "none at the end");
            Check.Equal(ScalarType.Float32, Product().dtype);

            Tensor Product() => m.invoke<Tensor>("product", x);
        }

        [Test]
        public static void Unsupported_uses_of_autocast_are_errors()
        {
            string refusal = Check.Throws<TorchValueException>(() => autocast("cpu", ScalarType.Float64)).Message;
            Check.Contains("bfloat16", refusal.ToLowerInvariant());
            Check.Contains("'cuda'", Check.Throws<ArgumentException>(() => autocast("cuda:0")).Message);
            Check.Contains("'toaster'", Check.Throws<ArgumentException>(() => autocast("toaster")).Message);
            Check.True(!is_autocast_enabled("cpu"), "nothing was entered");
        }

        [Test]
        public static void A_scope_may_be_disposed_twice()
        {
            foreach (Func<IDisposable> enter in new Func<IDisposable>[] { no_grad, () => inference_mode(), () => autocast("cpu") })
            {
                IDisposable scope = enter();
                scope.Dispose();
                IDisposable other = enter();
                scope.Dispose();
                Check.True(!is_grad_enabled() || is_autocast_enabled("cpu"), "the other scope still holds");
                other.Dispose();
                Check.True(is_grad_enabled() && !is_inference_mode_enabled() && !is_autocast_enabled("cpu"), "the state of the beginning");
            }
        }

        [Test]
        public static void Each_scope_restores_what_it_found_in_any_order()
        {
            IDisposable outer = no_grad();
            IDisposable inner = enable_grad();
            outer.Dispose();
            Check.True(is_grad_enabled(), "what the outer scope found");
            inner.Dispose();
            Check.True(!is_grad_enabled(), "what the inner scope found");
            set_grad_enabled(true);
            outer = inference_mode();
            inner = autocast("cpu");
            outer.Dispose();
            Check.True(!is_inference_mode_enabled(), "what the outer scope found");
            inner.Dispose();
            Check.True(is_grad_enabled() && !is_autocast_enabled("cpu"), "the state of the beginning");
        }

        [Test]
        public static void Another_thread_cannot_leave_a_scope()
        {
            foreach ((string name, Func<IDisposable> enter) in new (string, Func<IDisposable>)[]
            {
                ("torch.no_grad", no_grad), ("torch.inference_mode", () => inference_mode()), ("torch.autocast", () => autocast("cpu")),
            })
            {
                IDisposable scope = enter();
                string? message = null;
                bool changed = true;
                OnAnotherThread(() =>
                {
                    using (enable_grad())
                    {
                        message = Check.Throws<InvalidOperationException>(scope.Dispose).Message;
                        changed = !is_grad_enabled() || is_inference_mode_enabled() || is_autocast_enabled("cpu");
                    }
                });
                Check.Contains(name, message!);
                Check.Contains("await", message!);
                Check.True(!changed, "nothing changes on the other thread");
                Check.True(!is_grad_enabled() || is_autocast_enabled("cpu"), "the scope still holds here");
                scope.Dispose();
                Check.True(is_grad_enabled() && !is_inference_mode_enabled() && !is_autocast_enabled("cpu"), "it can still be left here");
                OnAnotherThread(scope.Dispose);
            }
        }

        [Test]
        public static void A_thread_has_its_own_scopes()
        {
            using (inference_mode())
            using (autocast("cpu"))
            {
                OnAnotherThread(() =>
                    Check.True(is_grad_enabled() && !is_inference_mode_enabled() && !is_autocast_enabled("cpu"), "its own state"));
            }
        }

        [Test]
        public static void A_forgotten_scope_is_released() => Leaks.None(() => OnAnotherThread(() =>
        {
            inference_mode();
            autocast("cpu");
            no_grad();
        }));

        private static void OnAnotherThread(Action action)
        {
            Exception? failure = null;
            var thread = new Thread(() =>
            {
                try
                {
                    action();
                }
                catch (Exception error)
                {
                    failure = error;
                }
            });
            thread.Start();
            thread.Join();
            if (failure != null)
            {
                throw new CheckException("on another thread: " + failure);
            }
        }
    }
}
