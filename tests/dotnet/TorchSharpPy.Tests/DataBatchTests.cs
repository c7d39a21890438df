using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using TorchSharpPy.Modules;
using static TorchSharpPy.Tests.DataFromPython;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Batches of types of the program, and epochs that are left.</summary>
    public static class DataBatchTests
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        [Test]
        public static void Tensors_in_types_of_the_program_live_as_long_as_the_batch()
        {
            foreach (int workers in new[] { 1, 3 })
            {
                foreach ((Tensor sum, Targets targets) in Loader(samples => (samples[0].clone(), new Targets(samples[0].clone())), workers))
                {
                    Check.True(!sum.IsDisposed && !targets.Boxes.IsDisposed, "a tuple with an object");
                }
                foreach (HashSet<Tensor> set in Loader(samples => new HashSet<Tensor> { samples[0].clone() }, workers))
                {
                    Check.True(!set.Single().IsDisposed, "a set");
                }
                foreach (object[] array in Loader(samples => new object[] { new[] { 1, 2 }, 3L, "four", samples[0].clone() }, workers))
                {
                    Check.True(!((Tensor)array[3]).IsDisposed, "an array");
                }
            }
        }

        [Test]
        public static void Temporaries_of_a_batch_that_is_known_are_disposed()
        {
            var made = new List<Tensor>();
            foreach ((Tensor sum, long[] sizes, string name) in Loader(
                samples =>
                {
                    made.Add(samples[0].clone());
                    return (made[made.Count - 1].sum(), new long[1000], "name");
                },
                1))
            {
                Check.True(!sum.IsDisposed && made[made.Count - 1].IsDisposed, "the sum alone");
                Check.Equal(1000, sizes.Length);
                Check.Equal("name", name);
            }
        }

        [Test]
        public static void An_epoch_that_is_dropped_ends_its_threads()
        {
            var threads = new HashSet<Thread>();
            Drop(threads);
            bool isOver = SpinWait.SpinUntil(
                () =>
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    lock (threads)
                    {
                        return threads.All(thread => !thread.IsAlive);
                    }
                },
                Patience);
            Check.True(threads.Count > 0 && isOver, "all threads have ended");
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Drop(HashSet<Thread> threads)
        {
            IEnumerator<Tensor> epoch = Loader(
                samples =>
                {
                    lock (threads)
                    {
                        threads.Add(Thread.CurrentThread);
                    }
                    return samples[0].clone();
                },
                3).GetEnumerator();
            Check.True(epoch.MoveNext(), "a batch");
        }

        private static DataLoader<Dictionary<string, Tensor>, S> Loader<S>(Func<Tensor[], S> collate, int workers) =>
            new DataLoader<Dictionary<string, Tensor>, S>(
                new Squares(12),
                2,
                (samples, device) => collate(samples.Select(sample => sample["square"]).ToArray()),
                device: CPU,
                num_worker: workers);

        private sealed class Targets
        {
            internal Targets(Tensor boxes)
            {
                Boxes = boxes;
            }

            internal Tensor Boxes { get; }
        }
    }
}
