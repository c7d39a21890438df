using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TorchSharpPy.Modules;
using TorchSharpPy.Utils;
using static TorchSharpPy.Tests.DataFromPython;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Datasets in C#, and loaders whose threads make batches ahead.</summary>
    public static class DataWorkerTests
    {
        private const int Many = 3;

        [Test]
        public static void Workers_keep_the_order()
        {
            foreach (int workers in new[] { 0, 1, 2, 7 })
            {
                double[] roots = torch.utils.data.DataLoader(new Squares(50), 4, num_worker: workers)
                    .SelectMany(batch => batch["root"].data<double>().ToArray()).ToArray();
                Check.Equal<IEnumerable<double>>(Enumerable.Range(0, 50).Select(number => (double)number), roots);
            }
        }

        [Test]
        public static void Workers_run_at_the_same_time()
        {
            using var meeting = new Barrier(Many);
            var dataset = new Acting(Many, index => meeting.SignalAndWait(TimeSpan.FromSeconds(30)));
            Check.Equal(Many, torch.utils.data.DataLoader(dataset, 1, num_worker: Many).Count());
            Check.Equal(1L, meeting.CurrentPhaseNumber);
        }

        [Test]
        public static void An_exception_of_a_sample_is_thrown_in_its_turn()
        {
            foreach (int workers in new[] { 1, Many })
            {
                int batches = 0;
                TimeoutException error = Check.Throws<TimeoutException>(() =>
                {
                    foreach (Dictionary<string, Tensor> batch in torch.utils.data.DataLoader(new Squares(20, 9), 2, num_worker: workers))
                    {
                        batches++;
                    }
                });
                Check.Equal("sample 9", error.Message);
                Check.Contains(nameof(Squares.GetTensor), error.StackTrace ?? string.Empty);
                Check.Equal(4, batches);
            }
        }

        [Test]
        public static void An_epoch_that_ends_early_ends_its_threads()
        {
            int before = 0;
            var dataset = new Acting(1000, index => Interlocked.Increment(ref before));
            foreach (Batch batch in torch.utils.data.DataLoader(dataset, 1, num_worker: Many))
            {
                break;
            }
            int read = Volatile.Read(ref before);
            Check.True(read < 20, $"a few samples ahead, not {read}");
            Thread.Sleep(20);
            Check.Equal(read, Volatile.Read(ref before));
        }

        [Test]
        public static void Workers_have_the_settings_of_the_caller()
        {
            using Tensor x = ones(1, requires_grad: true);
            var dataset = new Mapped(8, index => x * 2);
            foreach (int workers in new[] { 1, Many })
            {
                using (no_grad())
                {
                    Check.True(torch.utils.data.DataLoader(dataset, 2, num_worker: workers).All(batch => !batch[0].requires_grad), "off");
                }
                Check.True(torch.utils.data.DataLoader(dataset, 2, num_worker: workers).All(batch => batch[0].requires_grad), "on");
            }
        }

        [Test]
        public static void A_batch_belongs_to_the_scope_of_the_loop_and_samples_to_none()
        {
            foreach (int workers in new[] { 1, Many })
            {
                var made = new List<Tensor>();
                var dataset = new Mapped(6, index =>
                {
                    Tensor sample = ones(2);
                    lock (made)
                    {
                        made.Add(sample);
                    }
                    return sample;
                });
                Batch[] kept;
                using (DisposeScope scope = NewDisposeScope())
                {
                    kept = torch.utils.data.DataLoader(dataset, 2, num_worker: workers, disposeBatch: false).ToArray();
                    Check.True(made.Count == 6 && made.All(sample => sample.IsDisposed), "samples are disposed");
                    Check.True(kept.All(batch => scope.Contains(batch[0])), "batches are in the scope");
                }
                Check.True(kept.All(batch => batch[0].IsDisposed), "batches are disposed with the scope");
            }
        }

        [Test]
        public static void A_function_of_the_caller_makes_batches_of_any_type()
        {
            var loader = new DataLoader<Dictionary<string, Tensor>, (Tensor sum, int count)>(
                new Squares(5), 2, (samples, device) => Summed(samples.ToList(), device), device: CPU, disposeBatch: false);
            (Tensor sum, int count)[] batches = loader.ToArray();
            Check.Equal<IEnumerable<double>>(new double[] { 1, 13, 16 }, batches.Select(batch => batch.sum.ToDouble()));
            Check.Equal<IEnumerable<int>>(new[] { 2, 2, 1 }, batches.Select(batch => batch.count));
            var gone = new DataLoader<Dictionary<string, Tensor>, (Tensor sum, int count)>(
                new Squares(5), 2, (samples, device) => Summed(samples.ToList(), device));
            Check.True(gone.ToArray().All(batch => batch.sum.IsDisposed), "disposed");

            static (Tensor, int) Summed(List<Dictionary<string, Tensor>> samples, Device device) =>
                (samples.Select(sample => sample["square"]).Aggregate((left, right) => left + right).to(device), samples.Count);
        }

        [Test]
        public static void Samples_that_do_not_fit_are_refused()
        {
            var tooMany = new Listed(index => new List<Tensor>(Enumerable.Repeat(ones(1), (int)index + 1)));
            Check.Contains("has 2 tensors", Check.Throws<ArgumentException>(() => Read(tooMany)).Message);
            var growing = new Listed(index => new[] { ones(index + 1) });
            Check.Contains("equal size", Check.Throws<ScriptRuntimeException>(() => Read(growing)).Message);

            static int Read(torch.utils.data.IterableDataset dataset) => torch.utils.data.DataLoader(dataset, 2).Count();
        }

        [Test]
        public static void Arguments_are_checked()
        {
            var dataset = new Squares(5);
            Check.Throws<ArgumentOutOfRangeException>(() => torch.utils.data.DataLoader(dataset, 0));
            Check.Throws<ArgumentOutOfRangeException>(() => torch.utils.data.DataLoader(dataset, 1, num_worker: -1));
            Check.Throws<ArgumentException>(() => torch.utils.data.DataLoader(dataset, 1, seed: 1, generator: new Generator()));
            Check.Throws<ArgumentNullException>(() => torch.utils.data.DataLoader((torch.utils.data.Dataset)null!, 1));
            Check.Throws<ArgumentNullException>(() => torch.utils.data.DataLoader(dataset, 1, null!));
            Check.Throws<ArgumentOutOfRangeException>(() => torch.utils.data.RandomSampler(new Squares(0)));
            Check.Throws<ArgumentOutOfRangeException>(() => torch.utils.data.RandomSampler(dataset, num_samples: 0));
            Check.Throws<ArgumentOutOfRangeException>(() => torch.utils.data.WeightedRandomSampler(new[] { 1.0 }, 0));
            Check.Throws<ArgumentOutOfRangeException>(() => torch.utils.data.BatchSampler(new long[0], 0, false));
            Check.Throws<ArgumentOutOfRangeException>(() => new FisherYatesShuffler(-1));
        }

        [Test]
        public static void A_loader_disposes_its_dataset_unless_it_is_told_not_to()
        {
            var dataset = new Squares(5);
            torch.utils.data.DataLoader(dataset, 1, disposeDataset: false).Dispose();
            Check.True(!dataset.IsDisposed, "kept");
            DataLoader loader = torch.utils.data.DataLoader(dataset, 1, seed: 3);
            loader.Dispose();
            loader.Dispose();
            Check.True(dataset.IsDisposed, "disposed");
            Check.Throws<ObjectDisposedException>(() => loader.Count());
            using Tensor x = ones(4);
            torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x), 1).Dispose();
            Check.True(!x.IsDisposed, "the caller's");
        }

        [Test]
        public static void Pinned_memory_is_for_a_gpu()
        {
            using Tensor x = ones(4);
            foreach (Batch batch in torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x), 2, pin_memory: true))
            {
                Check.Equal(torch.cuda.is_available(), batch[0].is_pinned());
            }
            if (torch.cuda.is_available())
            {
                foreach (Batch batch in torch.utils.data.DataLoader(
                    torch.utils.data.TensorDataset(x), 2, device: CUDA, num_worker: Many, pin_memory: true))
                {
                    Check.Equal(2.0, batch[0].sum().ToDouble());
                }
            }
        }

        [Test]
        public static void Nothing_leaks() => Leaks.NoneAfter(10, () =>
        {
            foreach (int workers in new[] { 1, Many })
            {
                using DataLoader loader = torch.utils.data.DataLoader(new Squares(20), 3, shuffle: true, num_worker: workers, seed: 1);
                foreach (Dictionary<string, Tensor> batch in loader)
                {
                    Check.Equal(2, batch.Count);
                }
                foreach (Dictionary<string, Tensor> batch in loader)
                {
                    break;
                }
                Check.Throws<TimeoutException>(() => torch.utils.data.DataLoader(new Squares(20, 9), 3, num_worker: workers).Count());
            }
        });

        private sealed class Mapped : torch.utils.data.IterableDataset
        {
            private readonly Func<long, Tensor> sample;

            internal Mapped(long count, Func<long, Tensor> sample)
            {
                Count = count;
                this.sample = sample;
            }

            public override long Count { get; }

            public override IList<Tensor> GetTensor(long index) => new[] { sample(index) };
        }

        private sealed class Listed : torch.utils.data.IterableDataset
        {
            private readonly Func<long, IList<Tensor>> sample;

            internal Listed(Func<long, IList<Tensor>> sample)
            {
                this.sample = sample;
            }

            public override long Count => 2;

            public override IList<Tensor> GetTensor(long index) => sample(index);
        }

        private sealed class Acting : torch.utils.data.IterableDataset
        {
            private readonly Action<long> action;

            internal Acting(long count, Action<long> action)
            {
                Count = count;
                this.action = action;
            }

            public override long Count { get; }

            public override IList<Tensor> GetTensor(long index)
            {
                action(index);
                return new[] { ones(1) };
            }
        }
    }
}
