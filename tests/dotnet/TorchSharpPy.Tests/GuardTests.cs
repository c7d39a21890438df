using System;
using System.Runtime.CompilerServices;
using System.Threading;
using TorchSharpPy.Interop;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Only forgotten tensors are released by finalizers, although their guards are reused.</summary>
    public static class GuardTests
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

        [Test]
        public static void Tensors_forgotten_among_disposed_ones_are_released()
        {
            Leaks.None(() =>
            {
                for (int i = 0; i < 2000; i++)
                {
                    Tensor x = ones(2);
                    if (i % 7 != 0)
                    {
                        x.Dispose();
                    }
                    if (i % 500 == 0)
                    {
                        GC.Collect(0);
                    }
                }
            });
        }

        [Test]
        public static void More_tensors_than_a_thread_keeps_guards_for_are_disposed_and_forgotten()
        {
            Leaks.None(() =>
            {
                for (int round = 0; round < 3; round++)
                {
                    var tensors = new Tensor[200];
                    for (int i = 0; i < tensors.Length; i++)
                    {
                        tensors[i] = ones(2);
                    }
                    for (int i = 0; i < tensors.Length; i += 2)
                    {
                        tensors[i].Dispose();
                    }
                }
            });
        }

        [Test]
        public static void Tensors_that_other_threads_dispose_or_forget_are_released()
        {
            Leaks.None(() =>
            {
                for (int i = 0; i < 20; i++)
                {
                    Tensor x = ones(2);
                    var thread = new Thread(() =>
                    {
                        x.Dispose();
                        ones(3);
                        ones(4).Dispose();
                    });
                    thread.Start();
                    thread.Join();
                }
            });
        }

        // The finalizer of such a tensor's guard is about to run, so nothing else may get this guard.
        [Test]
        public static void Disposing_a_tensor_that_a_finalizer_resurrected_ends_only_that_one()
        {
            using var broughtBack = new AutoResetEvent(false);
            using var goOn = new ManualResetEvent(false);
            Saviour.Begin(broughtBack, goOn);
            GC.Collect();
            Forget();
            GC.Collect();
            Check.True(broughtBack.WaitOne(Patience), "a finalizer ran");
            Saviour.Saved!.Dispose();
            Tensor[] living = { ones(2), ones(2), ones(2) };
            goOn.Set();
            GC.WaitForPendingFinalizers();
            Check.True(SpinWait.SpinUntil(() => ReleaseQueue.IsEmpty, Patience), "everything forgotten was released");
            foreach (Tensor x in living)
            {
                Check.True(!x.IsDisposed, "lives");
                x.Dispose();
            }
        }

        // One was created before the tensor and one after it, so in either order one of their finalizers runs first.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Forget()
        {
            var before = new Saviour();
            before.Tensor = ones(2);
            new Saviour().Tensor = before.Tensor;
        }

        private sealed class Saviour
        {
            private static AutoResetEvent? broughtBack;
            private static ManualResetEvent? goOn;

            ~Saviour()
            {
                if (Interlocked.CompareExchange(ref saved, Tensor, null) is null)
                {
                    broughtBack!.Set();
                    goOn!.WaitOne(Patience);
                }
            }

            internal static Tensor? Saved => saved;

            internal Tensor? Tensor { get; set; }

            private static Tensor? saved;

            internal static void Begin(AutoResetEvent signal, ManualResetEvent permission)
            {
                broughtBack = signal;
                goOn = permission;
                saved = null;
            }
        }
    }
}
