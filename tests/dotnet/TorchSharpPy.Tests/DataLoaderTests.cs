using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Datasets and batches; tests/python/test_data_loader.py compares their order with Python's.</summary>
    public static class DataLoaderTests
    {
        [Test]
        public static void Batches_are_deconstructed()
        {
            using Tensor x = arange(10).reshape(5, 2);
            using Tensor y = arange(5);
            var loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), 2);
            Check.Equal(3L, loader.Count);
            long rows = 0;
            foreach (var (inputs, targets) in loader)
            {
                Check.Equal(inputs.size(0), targets.size(0));
                Check.True(inputs[0, 0].equal(targets[0] * 2), "rows belong together");
                rows += inputs.size(0);
            }
            Check.Equal(5L, rows);
            Check.Throws<InvalidOperationException>(() => loader.First().Deconstruct(out _, out _, out _));
        }

        [Test]
        public static void Batches_are_copies()
        {
            using Tensor x = ones(4);
            foreach (Batch batch in torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x), 2))
            {
                batch[0].zero_();
            }
            Check.Equal<IEnumerable<float>>(new float[] { 1, 1, 1, 1 }, x.data<float>());
        }

        [Test]
        public static void A_batch_is_disposed_unless_the_caller_disposes_it()
        {
            using Tensor x = ones(4);
            var dataset = torch.utils.data.TensorDataset(x);
            Batch[] gone = torch.utils.data.DataLoader(dataset, 2).ToArray();
            Check.True(gone.All(batch => batch[0].IsDisposed), "disposed");
            Batch[] kept = torch.utils.data.DataLoader(dataset, 2, disposeBatch: false).ToArray();
            Check.True(kept.All(batch => !batch[0].IsDisposed), "kept");
        }

        [Test]
        public static void A_batch_may_be_greater_than_any_dataset()
        {
            var dataset = torch.utils.data.TensorDataset(ones(3));
            Check.Equal(1L, torch.utils.data.DataLoader(dataset, int.MaxValue).Count);
            Check.Equal(1, torch.utils.data.DataLoader(dataset, int.MaxValue).Count());
            Check.Equal(0L, torch.utils.data.DataLoader(dataset, int.MaxValue, drop_last: true).Count);
        }

        [Test]
        public static void Wrong_datasets_are_refused()
        {
            Check.Throws<ArgumentException>(() => torch.utils.data.TensorDataset());
            Check.Throws<ArgumentException>(() => torch.utils.data.TensorDataset(ones(2), torch.tensor(new float[] { 1 }).sum()));
            Check.Contains("3, 4", Check.Throws<ArgumentException>(() => torch.utils.data.TensorDataset(ones(3), ones(4))).Message);
            Check.Throws<ArgumentOutOfRangeException>(() => torch.utils.data.DataLoader(torch.utils.data.TensorDataset(ones(3)), 0));
        }

        [Test]
        public static void Nothing_leaks()
        {
            using Tensor x = ones(100, 2);
            using Tensor y = arange(100);
            var loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), 7, shuffle: true);
            Leaks.NoneAtOnce(70, () =>
            {
                foreach (var (inputs, targets) in loader)
                {
                    Check.Equal(2L, inputs.ndim + targets.ndim - 1);
                }
                foreach (Batch batch in loader)
                {
                    break; // an epoch that stops early
                }
            });
        }
    }
}
