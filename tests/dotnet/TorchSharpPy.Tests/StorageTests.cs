using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The memory of tensors.</summary>
    public static class StorageTests
    {
        [Test]
        public static void A_storage_is_the_memory_of_all_views()
        {
            using Tensor x = arange(12, dtype: ScalarType.Float32).reshape(3, 4);
            using Tensor part = x[1].requires_grad_();
            using Storage<float> storage = part.storage<float>();
            Check.Equal(12, storage.Count);
            Check.Equal(48UL, storage.nbytes());
            Check.Equal(4, storage.element_size());
            Check.Equal(x.data_ptr(), storage.data_ptr());
            Check.Equal<IEnumerable<float>>(Enumerable.Range(0, 12).Select(number => (float)number), storage.ToArray());
            storage[5] = -1;
            Check.Equal(-1f, x[1, 1].item<float>());
            x[0, 0] = 7;
            Check.Equal(7f, storage[0]);
            Check.True(is_storage(storage) && !is_storage(x), "a storage");
            Check.Equal(DeviceType.CPU, storage.device.type);
        }

        [Test]
        public static void A_value_for_a_part_leaves_no_tensor_behind()
        {
            using Tensor x = zeros(6);
            using Storage<float> storage = x.storage<float>();
            Leaks.NoneAtOnce(10, () =>
            {
                storage[0..3] = 1f;
                storage[(3, 4)] = 2f;
            });
            Check.Equal<IEnumerable<float>>(new float[] { 1, 1, 1, 2, 0, 0 }, storage.ToArray());
            using Storage<float> kept = 3f;
            storage[4..6] = kept;
            Check.Equal(3f, kept[0]);
            kept[0] = 4;
            storage[5..6] = kept;
            Check.Equal<IEnumerable<float>>(new float[] { 1, 1, 1, 2, 3, 4 }, storage.ToArray());
        }

        [Test]
        public static void Parts_of_a_storage_are_read_and_set()
        {
            using Tensor x = zeros(6, dtype: ScalarType.Int64);
            using Storage<long> storage = x.storage<long>();
            storage[1..3] = 5;
            storage[(4, null)] = tensor(new long[] { 8, 9 }).storage<long>();
            Check.Equal<IEnumerable<long>>(new long[] { 0, 5, 5, 0, 8, 9 }, x.data<long>());
            using Storage<long> part = storage[2..^1];
            Check.Equal<IEnumerable<long>>(new long[] { 5, 0, 8 }, part);
            part.fill_(1);
            storage.copy_(new List<long> { 3, 4 });
            Check.Equal<IEnumerable<long>>(new long[] { 3, 4, 1, 1, 1, 9 }, storage.tolist());
            storage.CopyFrom(new long[] { 0, 1, 2, 3, 4, 5, 6 }, 1);
            var copy = new long[8];
            storage.CopyTo(copy, 2);
            Check.Equal<IEnumerable<long>>(new long[] { 0, 0, 1, 2, 3, 4, 5, 6 }, copy);
            Check.True(storage.Contains(6) && !storage.Contains(7), "6");
            Check.Equal(2, storage.IndexOf(3));
            using Storage<double> floats = storage.@double();
            floats.fill_(0.5);
            Check.Equal(1L, storage[0]);
            using Storage<System.Numerics.Complex> complex = storage.complex_double();
            Check.Equal(new System.Numerics.Complex(2, 0), complex[1]);
            using Storage<long> same = storage.cpu();
            same[0] = 100;
            Check.Equal(100L, x[0].item<long>());
        }

        [Test]
        public static void What_cannot_be_is_refused()
        {
            using Tensor x = zeros(6);
            using Storage<float> storage = x.storage<float>();
            Check.Throws<TorchTypeException>(() => x.storage<double>());
            Check.Throws<ScriptRuntimeException>(() => eye(2).to_sparse().storage<float>());
            Check.Throws<ArgumentOutOfRangeException>(() => GC.KeepAlive(storage[6]));
            Check.Throws<ArgumentOutOfRangeException>(() => storage[-1] = 1);
            Check.Throws<ArgumentOutOfRangeException>(() => GC.KeepAlive(storage[4..7]));
            Check.Throws<ArgumentOutOfRangeException>(() => storage.copy_(new float[7]));
            Check.Throws<ArgumentException>(() => storage.CopyFrom(new float[6], 1));
            Check.Throws<ArgumentException>(() => storage.CopyTo(new float[6], 1));
            Check.Throws<NotSupportedException>(() => ((ICollection<float>)storage).Add(1));
            storage.Dispose();
            Check.Throws<ObjectDisposedException>(() => storage.ToArray());
        }

        [Test]
        public static void Nothing_leaks() => Leaks.NoneAtOnce(100, () =>
        {
            using Tensor x = zeros(6);
            using Storage<float> storage = x.storage<float>();
            storage[1] = storage[0] + 1;
            storage.fill_(storage.ToArray()[1]);
        });
    }
}
