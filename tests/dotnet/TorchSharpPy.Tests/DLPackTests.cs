using System;
using System.Runtime.CompilerServices;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Tensors that cross DLPack.</summary>
    public static class DLPackTests
    {
        [Test]
        public static void A_tensor_crosses_DLPack_without_a_copy()
        {
            using Tensor x = arange(6, ScalarType.Float32).view(2, 3).t();
            Tensor back;
            using (DLPackTensor exported = to_dlpack(x))
            {
                back = from_dlpack(exported);
                Check.Throws<ObjectDisposedException>(() => exported.Take());
            }
            using (back)
            {
                Check.Equal(x.data_ptr(), back.data_ptr());
                Check.Equal(x.stride(), back.stride());
                back.add_(1);
                Check.Equal(15 + 6.0, x.sum().ToDouble());
            }
        }

        [Test]
        public static void An_export_that_nobody_takes_is_released()
        {
            var (exported, weak) = ExportOfForgottenArray();
            SharedMemoryTests.Collect();
            Check.True(weak.IsAlive, "the export keeps the array");
            exported.Dispose();
            SharedMemoryTests.Collect();
            Check.True(!weak.IsAlive, "nothing keeps the array");
        }

        [Test]
        public static void What_DLPack_cannot_say_is_refused()
        {
            Check.Contains("detach()", Check.Throws<TorchValueException>(() => to_dlpack(ones(2).requires_grad_(true))).Message);
            Check.Contains("to_dense()", Check.Throws<TorchValueException>(() => to_dlpack(eye(2).to_sparse())).Message);
            Check.Throws<TorchValueException>(() => from_dlpack(IntPtr.Zero));
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static (DLPackTensor Exported, WeakReference Array) ExportOfForgottenArray()
        {
            var array = new float[] { 1, 7 };
            using Tensor x = from_memory<float>(array);
            return (to_dlpack(x), new WeakReference(array));
        }
    }
}
