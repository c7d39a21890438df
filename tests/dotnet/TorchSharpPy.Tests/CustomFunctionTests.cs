using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using static TorchSharpPy.Tests.CustomFunctions;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.autograd;

namespace TorchSharpPy.Tests
{
    /// <summary>Functions with their own derivatives; tests/python/test_custom_functions.py compares them with Python's.</summary>
    public static class CustomFunctionTests
    {
        [Test]
        public static void An_exception_of_backward_is_thrown_as_it_is()
        {
            using Tensor x = Leaf();
            var thrown = new NotSupportedException("thrown in backward");
            using Tensor y = Act(x, (ctx, gradient) => throw thrown).sum();
            NotSupportedException caught = Check.Throws<NotSupportedException>(() => y.backward());
            Check.True(ReferenceEquals(thrown, caught), "the same exception");
            Check.Contains(nameof(Acting), caught.StackTrace ?? string.Empty);
            Check.Contains("second time", Check.Throws<ScriptRuntimeException>(Twice).Message); // later errors are their own

            void Twice()
            {
                using Tensor squares = x.square().sum();
                squares.backward();
                squares.backward();
            }
        }

        [Test]
        public static void An_exception_within_a_backward_within_a_backward_is_thrown_as_it_is()
        {
            using Tensor x = Leaf();
            using Tensor y = Act(x, (ctx, gradient) =>
            {
                using (enable_grad())
                {
                    using Tensor z = Leaf();
                    Act(z, (inner, other) => throw new TimeoutException()).sum().backward();
                }
            }).sum();
            Check.Throws<TimeoutException>(() => y.backward());
        }

        [Test]
        public static void Backwards_within_backwards_run_on_threads_of_libtorch()
        {
            const int deep = 70; // from 60 on, libtorch continues on threads of its own
            var thrown = new TimeoutException();
            var threads = new HashSet<int>();
            using Tensor x = Leaf();
            void Descend(int level)
            {
                threads.Add(Thread.CurrentThread.ManagedThreadId);
                if (level == deep)
                {
                    throw thrown;
                }
                using (enable_grad())
                {
                    using DisposeScope scope = NewDisposeScope();
                    Act(Leaf(), (ctx, gradient) => Descend(level + 1)).sum().backward();
                }
            }
            Check.True(ReferenceEquals(thrown, Check.Throws<TimeoutException>(() => Descend(0))), "the same exception");
            Check.True(threads.Count > 1, "more than one thread");
        }

        [Test]
        public static void An_error_of_libtorch_in_backward_is_thrown_as_it_is()
        {
            using Tensor x = Leaf();
            using Tensor y = Act(x, (ctx, gradient) => ones(2).add(ones(3))).sum();
            Check.Contains("size of tensor", Check.Throws<ScriptRuntimeException>(() => y.backward()).Message);
        }

        [Test]
        public static void Wrong_gradients_are_refused()
        {
            using Tensor x = Leaf();
            Check.Contains("returned 1 gradients", Refused(x, new List<Tensor> { x }));
            Check.Contains("returned 3 gradients", Refused(x, new List<Tensor> { x, null!, x }));
            Check.Contains("returned 0 gradients", Refused(x, null!));
            Check.Contains("not a tensor", Refused(x, new List<Tensor> { x, x }));
            Returning.Result = new List<Tensor> { ones(7), null! };
            Check.Contains("invalid gradient", Check.Throws<ScriptRuntimeException>(() => Returning.apply(x, 1).sum().backward()).Message);
            Returning.Result = new List<Tensor> { ones(3), null!, null! };
            Returning.apply(x, 1).sum().backward();
            Check.Equal<IEnumerable<float>>(new float[] { 1, 1, 1 }, x.grad!.data<float>());
        }

        [Test]
        public static void Wrong_forwards_are_refused()
        {
            Check.Contains("returned null", Check.Throws<InvalidOperationException>(() => Nothing.apply(ones(1))).Message);
            Check.Throws<ArgumentNullException>(() => Exp.apply(null!));
            Check.Throws<InvalidCastException>(() => Exp.apply("text"));
            Check.Throws<ScriptRuntimeException>(() => Doubling.apply(Leaf())); // a leaf cannot be changed in place
            Check.Throws<ObjectDisposedException>(() =>
            {
                Tensor x = Leaf();
                x.Dispose();
                Exp.apply(x);
            });
        }

        [Test]
        public static void A_context_belongs_to_its_phases()
        {
            AutogradContext? kept = null;
            using Tensor x = Leaf();
            using Tensor y = Act(x, (ctx, gradient) =>
            {
                kept = ctx;
                Check.Throws<InvalidOperationException>(() => ctx.save_for_backward(new List<Tensor>()));
                Check.Throws<KeyNotFoundException>(() => ctx.get_data("none"));
                Check.Equal(0, ctx.get_saved_variables().Count);
                Check.Equal<IEnumerable<bool>>(new[] { true, false }, ctx.needs_input_grad);
            }).sum();
            y.backward();
            Check.Contains("forward or backward", Check.Throws<InvalidOperationException>(() => kept!.get_saved_variables()).Message);
            Check.Throws<InvalidOperationException>(() => kept!.mark_dirty(new List<Tensor>()));
        }

        [Test]
        public static void Tensors_of_backward_are_disposed_unless_they_are_detached()
        {
            Tensor? gone = null;
            Tensor? kept = null;
            using Tensor x = Leaf();
            using Tensor y = Act(x, (ctx, gradient) =>
            {
                gone = gradient;
                kept = (gradient * 2).DetachFromDisposeScope();
            }).sum();
            y.backward();
            Check.True(gone!.IsDisposed, "disposed");
            Check.Equal<IEnumerable<float>>(new float[] { 2, 2, 2 }, kept!.data<float>());
            kept.Dispose();
        }

        [Test]
        public static void A_result_that_is_no_new_tensor_is_the_same_object()
        {
            using Tensor x = Leaf();
            using Tensor inner = x * 1;
            Check.True(ReferenceEquals(inner, Doubling.apply(inner)), "changed in place");
            Tensor other = Reversal.apply(inner);
            Check.True(!ReferenceEquals(inner, other), "a view of the argument");
        }

        [Test]
        public static void Backward_runs_on_many_threads()
        {
            using Tensor x = Leaf();
            int runs = 0;
            var threads = Enumerable.Range(0, 4).Select(index => new Thread(() =>
            {
                for (int i = 0; i < 50; i++)
                {
                    using DisposeScope scope = NewDisposeScope();
                    Tensor own = Leaf();
                    Cube.apply(own, 1.0).sum().backward();
                    Check.True(own.grad!.allclose(own.detach().square() * 3), "3 x^2");
                    Interlocked.Increment(ref runs);
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Check.Equal(200, runs);
        }

        [Test]
        public static void A_context_and_its_data_are_collected_when_nothing_can_call_backward()
        {
            WeakReference data = Used();
            Leaks.Collect(long.MaxValue);
            Leaks.Collect(long.MaxValue); // what the first released
            Check.True(!data.IsAlive, "collected");
        }

        [Test]
        public static void Nothing_leaks() => Leaks.NoneAtOnce(200, () =>
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = Leaf();
            Tensor loss = Cube.apply(x, 2.0).sum() + Exp.apply(x).sum() + Waves.apply(x)[1].sum();
            loss.backward();
            x.grad!.Dispose();
            Tensor second = torch.autograd.grad(new[] { Cube.apply(x, 2.0).sum() }, new[] { x }, create_graph: true)[0];
            second.sum().backward();
            x.grad!.Dispose();
            x.grad = null;
            Check.Throws<TimeoutException>(() => Act(x, (ctx, gradient) => throw new TimeoutException()).sum().backward());
            Act(x, (ctx, gradient) => throw new TimeoutException()); // backward never runs
        });

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static WeakReference Used()
        {
            using Tensor x = Leaf();
            var data = new object();
            using Tensor y = Act(x, (ctx, gradient) => GC.KeepAlive(data));
            using Tensor loss = y.sum();
            loss.backward();
            return new WeakReference(data);
        }

        private static string Refused(Tensor x, List<Tensor> gradients)
        {
            Returning.Result = gradients;
            return Check.Throws<InvalidOperationException>(() => Returning.apply(x, 1).sum().backward()).Message;
        }

        private static Tensor Act(Tensor x, Action<AutogradContext, Tensor> action) => Acting.apply(x, action);

        private static Tensor Leaf() => tensor(new float[] { 1, -2, 3 }, requires_grad: true);

        private sealed class Returning : SingleTensorFunction<Returning>
        {
            internal static List<Tensor> Result { get; set; } = new List<Tensor>();

            public override string Name => "Returning";

            public override Tensor forward(AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]) * 2;

            public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => Result;
        }

        private sealed class Nothing : SingleTensorFunction<Nothing>
        {
            public override string Name => "Nothing";

            public override Tensor forward(AutogradContext ctx, params object[] vars) => null!;

            public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => new List<Tensor>();
        }
    }
}
