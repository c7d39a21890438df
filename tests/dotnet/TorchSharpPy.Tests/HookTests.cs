using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Hooks see and change the arguments and the result of a module.</summary>
    public static class HookTests
    {
        private static string Hooked => Fixtures.File("hooked.pt");

        [Test]
        public static void Hooks_change_arguments_and_results()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
            using Tensor x = ones(3), y = ones(3) * 4;
            m.register_forward_pre_hook((module, a, b) => (a * 10, b));
            m.register_forward_hook((module, a, b, result) => (result.Item1 + a, result.Item2));
            (Tensor sum, Tensor difference) = m.call(x, y);
            Check.Equal(24f, sum.data<float>()[0]); // 10 + 4, and the changed argument, 10
            Check.Equal(6f, difference.data<float>()[0]);
            Check.Equal(5f, m.forward(x, y).Item1.data<float>()[0]);
        }

        [Test]
        public static void Hooks_run_in_the_order_of_registration_until_removed()
        {
            var order = new List<string>();
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            using Tensor x = ones(1);
            var removers = new List<nn.HookRemover>();
            foreach (string name in new[] { "a", "b", "c" })
            {
                removers.Add(m.register_forward_hook((module, input, result) => Note("after " + name, result)));
                removers.Add(m.register_forward_pre_hook((module, input) => Note("before " + name, input)));
            }
            m.call(x);
            Check.Equal(new[] { "before a", "before b", "before c", "after a", "after b", "after c" }, order.ToArray());
            order.Clear();
            removers[2].remove();
            removers[1].Dispose();
            removers[1].remove();
            m.call(x);
            Check.Equal(new[] { "before b", "before c", "after a", "after c" }, order.ToArray());
            order.Clear();
            removers.ForEach(remover => remover.remove());
            m.call(x);
            Check.Equal(0, order.Count);

            Tensor Note(string what, Tensor value)
            {
                order.Add(what);
                return value;
            }
        }

        [Test]
        public static void Null_means_the_same()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
            using var one = jit.load<Tensor, Tensor>(Fixtures.Values);
            m.register_forward_pre_hook((module, a, b) => null);
            one.register_forward_pre_hook((module, input) => null!);
            one.register_forward_hook((module, input, result) => null!);
            Check.Equal(3f, m.call(ones(1), ones(1) * 2).Item1.item<float>());
            Check.Equal(2f, one.call(ones(1)).item<float>());
        }

        [Test]
        public static void Hooks_see_the_view_and_its_arguments()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            using Tensor x = ones(1);
            object[]? seen = null;
            m.register_forward_hook((module, input, result) =>
            {
                seen = new object[] { module, input };
                return result;
            });
            m.call(x);
            Check.True(ReferenceEquals(seen![0], m) && ReferenceEquals(seen[1], x), "the same objects");
        }

        [Test]
        public static void Scripted_hooks_run_inside_registered_ones()
        {
            using var m = jit.load<Tensor, Tensor, Tensor>(Hooked);
            using Tensor x = ones(1) * 5, y = ones(1);
            Check.Equal(4f, m.forward(x, y).item<float>());
            Check.Equal(9f, m.call(x, y).item<float>()); // 10 - 2, and 1
            m.register_forward_pre_hook((module, a, b) => (a + 1, b));
            m.register_forward_hook((module, a, b, result) => result * 10);
            Check.Equal(110f, m.call(x, y).item<float>()); // (12 - 2 + 1) * 10
            Check.Equal(4f, m.forward(x, y).item<float>());
        }

        [Test]
        public static void Untyped_hooks()
        {
            using var m = jit.load(Hooked);
            m.register_forward_pre_hook((module, input) => new object[] { (Tensor)input[0] + 1, input[1] });
            m.register_forward_hook((module, input, result) => (Tensor)result * ((Tensor)input[0]));
            Check.Equal(66f, ((Tensor)m.call(ones(1) * 5, ones(1))).item<float>()); // (12 - 2 + 1) * 6
            Check.Equal(66f, ((Tensor)m.call((ones(1) * 5, ones(1)))).item<float>()); // one tuple for both arguments
            Check.Equal(66f, ((Tensor)m.call(ones(1) * 5, new { y = ones(1) })).item<float>()); // by name
            Check.Equal(4f, ((Tensor)m.forward(ones(1) * 5, ones(1))).item<float>());
        }

        [Test]
        public static void Hooks_of_a_view_with_a_typed_result()
        {
            using var m = jit.load<Tensor>(Hooked);
            m.register_forward_pre_hook((module, input) => null);
            m.register_forward_hook((module, input, result) => result * input.Length);
            Check.Equal(18f, m.call(ones(1) * 5, ones(1)).item<float>());
        }

        [Test]
        public static void Hooks_belong_to_the_view()
        {
            using var untyped = jit.load<Tensor>(Hooked);
            using jit.ScriptModule<Tensor, Tensor, Tensor> view = untyped;
            view.register_forward_hook((module, a, b, result) => result * 0);
            Check.Equal(0f, view.call(ones(1) * 5, ones(1)).item<float>());
            Check.Equal(9f, untyped.call(ones(1) * 5, ones(1)).item<float>());
        }

        [Test]
        public static void All_hooks_of_a_view_run_however_it_is_called()
        {
            using var view = jit.load<Tensor, Tensor, Tensor>(Hooked);
            jit.ScriptModule untyped = view;
            view.register_forward_pre_hook((module, a, b) => (a + 1, b));
            untyped.register_forward_hook((module, input, result) => (Tensor)result * 10);
            Check.Equal(110f, view.call(ones(1) * 5, ones(1)).item<float>());
            Check.Equal(110f, ((Tensor)untyped.call(ones(1) * 5, ones(1))).item<float>());
        }

        [Test]
        public static void The_values_of_a_hook_must_fit_the_view()
        {
            using var view = jit.load<Tensor, Tensor, Tensor>(Hooked);
            using Tensor x = ones(1);
            jit.ScriptModule untyped = view;
            nn.HookRemover remover = untyped.register_forward_hook((module, input, result) => "text");
            Check.Contains("System.String", Check.Throws<TorchTypeException>(() => view.call(x, x)).Message);
            remover.remove();
            remover = untyped.register_forward_pre_hook((module, input) => new object[] { input[0] });
            Check.Contains("2 arguments", Check.Throws<TorchTypeException>(() => view.call(x, x)).Message);
            remover.remove();
            untyped.register_forward_pre_hook((module, input) => new object[] { input[0], 3 });
            Check.Contains("argument 2", Check.Throws<TorchTypeException>(() => view.call(x, x)).Message);
            Check.Throws<ArgumentNullException>(() => view.register_forward_hook(null!));
            Check.Throws<ArgumentNullException>(() => untyped.register_forward_pre_hook(null!));
        }

        [Test]
        public static void The_most_arguments()
        {
            using var m = jit.load<long, long, long, long, long, long, long, long, long[]>(Fixtures.File("eight.pt"));
            m.register_forward_pre_hook((module, a, b, c, d, e, f, g, h) => (h, g, f, e, d, c, b, a));
            m.register_forward_hook((module, a, b, c, d, e, f, g, h, result) => result.Append(a).Append(h).ToArray());
            Check.Equal(new long[] { 8, 7, 6, 5, 4, 3, 2, 1, 8, 1 }, m.call(1, 2, 3, 4, 5, 6, 7, 8));
            using var whole = new Eight();
            whole.register_forward_pre_hook((module, a, b, c, d, e, f, g, h) => (h, g, f, e, d, c, b, a));
            whole.register_forward_hook((module, a, b, c, d, e, f, g, h, result) => result + a);
            Check.Equal("876543218", whole.call(1, 2, 3, 4, 5, 6, 7, 8));
            Check.Equal("12345678", whole.forward(1, 2, 3, 4, 5, 6, 7, 8));
        }

        [Test]
        public static void Hooks_of_hand_written_modules_and_their_parts()
        {
            var part = jit.load<Tensor, Tensor>(Fixtures.Values);
            using var whole = new Whole(part);
            part.register_forward_hook((module, input, result) => result + 1);
            whole.register_forward_pre_hook((module, input) => input * 10);
            whole.register_forward_hook((module, input, result) => result * 100);
            Check.Equal(2100f, whole.call(ones(1)).item<float>());
            Check.Equal(3f, whole.forward(ones(1)).item<float>());
        }

        [Test]
        public static void An_exception_of_a_hook_is_thrown_and_nothing_changes()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            using Tensor x = ones(1);
            nn.HookRemover bad = m.register_forward_pre_hook((module, input) => throw new FormatException("mine"));
            Check.Equal("mine", Check.Throws<FormatException>(() => m.call(x)).Message);
            bad.remove();
            bad = m.register_forward_hook((module, input, result) => throw new FormatException("mine too"));
            Check.Equal("mine too", Check.Throws<FormatException>(() => m.call(x)).Message);
            bad.remove();
            Check.Equal(2f, m.call(x).item<float>());
        }

        [Test]
        public static void Hooks_may_be_added_and_removed_while_they_run()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            using Tensor x = ones(1);
            int added = 0;
            nn.HookRemover once = null!;
            once = m.register_forward_hook((module, input, result) =>
            {
                once.remove();
                m.register_forward_hook((_, __, later) =>
                {
                    added++;
                    return later;
                });
                return m.call(input) + result; // a call inside a call
            });
            Check.Equal(4f, m.call(x).item<float>());
            Check.Equal(1, added); // of the inner call
            m.call(x);
            Check.Equal(2, added);
        }

        [Test]
        public static void A_hook_may_use_scopes()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("network.pt"));
            IDisposable? scope = null;
            m.register_forward_pre_hook((module, input) =>
            {
                scope = no_grad();
                return input;
            });
            m.register_forward_hook((module, input, result) =>
            {
                scope!.Dispose();
                return result;
            });
            Check.True(!m.call(ones(2, 16)).requires_grad, "no gradients inside");
            Check.True(is_grad_enabled(), "gradients outside");
        }

        [Test]
        public static void A_disposed_module_refuses_although_it_has_hooks()
        {
            var m = jit.load<Tensor, Tensor>(Fixtures.Values);
            m.register_forward_hook((module, input, result) => result);
            m.Dispose();
            Check.Throws<ObjectDisposedException>(() => m.call(ones(1)));
        }

        private sealed class Whole : nn.Module<Tensor, Tensor>
        {
            private readonly jit.ScriptModule<Tensor, Tensor> part;

            internal Whole(jit.ScriptModule<Tensor, Tensor> part)
                : base(nameof(Whole))
            {
                this.part = part;
                RegisterComponents();
            }

            public override Tensor forward(Tensor input) => part.call(input);
        }

        private sealed class Eight : nn.Module<int, int, int, int, int, int, int, int, string>
        {
            internal Eight()
                : base(nameof(Eight))
            {
            }

            public override string forward(int a, int b, int c, int d, int e, int f, int g, int h) => $"{a}{b}{c}{d}{e}{f}{g}{h}";
        }
    }
}
