using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using TorchSharpPy.Interop;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Tensors and C# memory with the same elements.</summary>
    public static class SharedMemoryTests
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        [Test]
        public static void A_tensor_and_its_array_share_elements()
        {
            var array = new float[] { 1, 2, 3 };
            using Tensor x = from_memory<float>(array);
            Check.Equal(AddressOf(array), x.data_ptr());
            array[1] = 20;
            Check.Equal(new float[] { 1, 20, 3 }, x.data<float>().ToArray());
            x.mul_(2);
            Check.Equal(new float[] { 2, 40, 6 }, array);
        }

        [Test]
        public static void A_slice_of_memory_has_its_place_and_a_shape()
        {
            var array = new int[] { 0, 1, 2, 3, 4, 5, 6 };
            using Tensor x = from_memory(array.AsMemory(1), new long[] { 2, 3 });
            Check.Equal(AddressOf(array) + sizeof(int), x.data_ptr());
            Check.Equal(6, x[1, 2].item<int>());
            Check.Contains(
                "has 4 elements, but the memory has 7",
                Check.Throws<ArgumentException>(() => from_memory<int>(array, new long[] { 2, 2 })).Message);
        }

        [Test]
        public static void An_array_is_kept_until_no_tensor_uses_it()
        {
            (Tensor view, WeakReference array) = ViewOfForgottenArray();
            Collect();
            Check.True(array.IsAlive, "the view keeps the array");
            Check.Equal(7.0f, view[0].item<float>());
            view.Dispose();
            Collect();
            Check.True(!array.IsAlive, "nothing keeps the array");
        }

        [Test]
        public static void Arrays_of_every_type_are_shared()
        {
            Shares(new byte[] { 1 }, ScalarType.Byte);
            Shares(new sbyte[] { 1 }, ScalarType.Int8);
            Shares(new short[] { 1 }, ScalarType.Int16);
            Shares(new ushort[] { 1 }, ScalarType.UInt16);
            Shares(new int[] { 1 }, ScalarType.Int32);
            Shares(new uint[] { 1 }, ScalarType.UInt32);
            Shares(new long[] { 1 }, ScalarType.Int64);
            Shares(new ulong[] { 1 }, ScalarType.UInt64);
            Shares(new float[] { 1 }, ScalarType.Float32);
            Shares(new double[] { 1 }, ScalarType.Float64);
            Shares(new bool[] { true }, ScalarType.Bool);
            Shares(new Complex[] { 1 }, ScalarType.ComplexFloat64);
            Shares(new (float, float)[] { (1, 2) }, ScalarType.ComplexFloat32);
            Shares(new BFloat16[] { BFloat16.One }, ScalarType.BFloat16);
        }

        [Test]
        public static void An_array_of_any_rank_keeps_its_shape()
        {
            var array = new float[2, 3, 1];
            using Tensor x = from_array(array);
            Check.Equal(new long[] { 2, 3, 1 }, x.shape);
            x[1, 2, 0] = 5;
            Check.Equal(5.0f, array[1, 2, 0]);
        }

        [Test]
        public static void A_conversion_copies()
        {
            var array = new float[] { 1, 2 };
            using Tensor x = from_array(array, dtype: ScalarType.Float64);
            Check.Equal(ScalarType.Float64, x.dtype);
            x.add_(1);
            Check.Equal(new float[] { 1, 2 }, array);
        }

        [Test]
        public static void A_buffer_is_taken_for_elements_of_any_type()
        {
            byte[] bytes = new byte[4].Concat(BitConverter.GetBytes(1.5f)).Concat(BitConverter.GetBytes(2.5f)).ToArray();
            Check.Equal(new[] { 1.5f, 2.5f }, frombuffer(bytes, ScalarType.Float32, offset: 4).data<float>().ToArray());
            Check.Equal(new[] { 1.5f }, frombuffer(bytes, ScalarType.Float32, count: 1, offset: 4).data<float>().ToArray());
            Check.Equal(new long[] { 0 }, frombuffer(bytes, ScalarType.Float32, offset: 12).shape);
            Check.Equal(new[] { 2L, 3L }, frombuffer(new long[] { 1, 2, 3 }, ScalarType.Int64, offset: 1).data<long>().ToArray());
            Check.Throws<ArgumentOutOfRangeException>(() => frombuffer(bytes, ScalarType.Float32, count: 3, offset: 4));
            Check.Throws<ArgumentOutOfRangeException>(() => frombuffer(bytes, ScalarType.Float32, offset: 13));
            Check.Throws<ArgumentException>(() => frombuffer(bytes, ScalarType.Float32, offset: 1));
            Check.Throws<TorchTypeException>(() => frombuffer(new[] { "text" }, ScalarType.Float32));
        }

        [Test]
        public static void The_deleter_of_native_memory_runs_once_after_the_last_use()
        {
            IntPtr memory = Marshal.AllocHGlobal(6 * sizeof(float));
            int deleted = 0;
            Tensor x = from_blob(memory, new long[] { 2, 3 }, ScalarType.Float32, deleter: (data) =>
            {
                Check.Equal(memory, data);
                Interlocked.Increment(ref deleted);
                Marshal.FreeHGlobal(data);
            });
            x.fill_(3);
            Tensor row = x[1];
            x.Dispose();
            Check.Equal((0, 9.0f), (deleted, row.sum().item<float>()));
            row.Dispose();
            Collect();
            Check.Equal(1, deleted);
        }

        [Test]
        public static void Strides_of_native_memory_are_those_given()
        {
            var array = new float[] { 0, 1, 2, 3, 4, 5 };
            GCHandle pin = GCHandle.Alloc(array, GCHandleType.Pinned);
            using (Tensor x = from_blob(
                pin.AddrOfPinnedObject(), new long[] { 3, 2 }, ScalarType.Float32, new long[] { 1, 3 }, (data) => pin.Free()))
            {
                Check.Equal(new float[] { 0, 3, 1, 4, 2, 5 }, x.data<float>().ToArray());
            }
        }

        [Test]
        public static void Native_memory_that_cannot_be_right_is_refused_and_deleted()
        {
            int deleted = 0;
            void Refused(IntPtr data, long[] sizes, long[]? strides = null)
            {
                Check.Throws<TorchValueException>(
                    () => from_blob(data, sizes, ScalarType.Float32, strides, (pointer) => deleted++));
            }

            Refused(IntPtr.Zero, new long[] { 1 });
            Refused((IntPtr)8, new long[] { -1 });
            Refused((IntPtr)8, new long[] { 2 }, new long[] { -1 });
            Refused((IntPtr)8, new long[] { long.MaxValue, 2 });
            Refused((IntPtr)8, new long[] { 3, 3 }, new long[] { long.MaxValue / 2, long.MaxValue / 2 });
            Check.Equal(5, deleted);
            Check.Throws<ArgumentException>(() => from_blob((IntPtr)8, new long[] { 2 }, ScalarType.Float32, new long[] { 1, 1 }));
            Check.Equal(new long[] { 0 }, from_blob(IntPtr.Zero, new long[] { 0 }, ScalarType.Float32).shape);
        }

        [Test]
        public static void A_span_has_the_elements_of_the_tensor()
        {
            using Tensor x = arange(6).view(2, 3);
            Span<long> span = x.AsSpan<long>();
            span[5] = 50;
            Check.Equal(50L, x[1, 2].item<long>());
            Check.Equal(x.data_ptr(), AddressOf(span));
            Check.Throws<TorchTypeException>(() => x.AsSpan<float>());
            Check.Contains("contiguous()", Check.Throws<InvalidOperationException>(() => x.t().AsSpan<long>()).Message);
            Check.Contains("cpu()", Check.Throws<InvalidOperationException>(() => x.to("meta").AsSpan<long>()).Message);
            Check.Equal(0, empty(0).AsSpan<float>().Length);
        }

        [Test]
        public static void Memory_outlives_the_tensor()
        {
            Tensor x = ones(3);
            IntPtr address = x.data_ptr();
            Memory<float> memory = x.AsMemory<float>();
            x.Dispose();
            Check.Throws<ObjectDisposedException>(() => x.AsSpan<float>());
            Check.Throws<ObjectDisposedException>(() => x.AsMemory<float>());
            memory.Span[2] = 5;
            Check.Equal(new float[] { 1, 1, 5 }, memory.ToArray());
            using var pin = memory.Slice(1).Pin();
            Check.Equal(address + sizeof(float), Pointer(pin));
        }

        [Test]
        public static void Forgotten_memory_is_released()
        {
            Collect();
            long before = NativeMethods.tsp_live_handles();
            for (int i = 0; i < 50; i++)
            {
                UseMemory();
            }
            Collect();
            Check.True(NativeMethods.tsp_live_handles() <= before + 5, "the tensors are released");
        }

        private static unsafe IntPtr AddressOf<T>(T[] array)
            where T : unmanaged
        {
            fixed (T* address = array)
            {
                return (IntPtr)address;
            }
        }

        private static unsafe IntPtr AddressOf(Span<long> span)
        {
            fixed (long* address = span)
            {
                return (IntPtr)address;
            }
        }

        private static unsafe IntPtr Pointer(System.Buffers.MemoryHandle pin) => (IntPtr)pin.Pointer;

        private static unsafe void Shares<T>(T[] array, ScalarType dtype)
            where T : unmanaged
        {
            using Tensor whole = from_array(array);
            Check.Equal((dtype, AddressOf(array)), (whole.dtype, whole.data_ptr()));
            Check.Equal(array, whole.data<T>().ToArray());
            Check.Equal(array[0], whole[0].item<T>());
            Check.Equal(array, tensor(array).AsSpan<T>().ToArray());
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static (Tensor View, WeakReference Array) ViewOfForgottenArray()
        {
            var array = new float[] { 1, 7 };
            using Tensor x = from_memory<float>(array);
            return (x.narrow(0, 1, 1), new WeakReference(array));
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void UseMemory() => ones(100).AsMemory<float>().Span[0] = 2;

        internal static void Collect()
        {
            for (int i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                SpinWait.SpinUntil(() => ReleaseQueue.IsEmpty, Patience);
            }
        }
    }
}
