using System;
using System.Threading;
using Python.Runtime;
using TorchSharpPy.Bridge;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>C# methods that tests/python/test_shared_memory.py calls.</summary>
    public static class SharedWithPython
    {
        public static long AddressOf(PyObject array)
        {
            using Tensor x = from_numpy(array);
            return x.data_ptr().ToInt64();
        }

        public static Tensor Take(PyObject array)
        {
            using (array)
            {
                return from_dlpack(array);
            }
        }

        public static PyObject Give(Tensor x) => x.numpy();

        public static double Item(Tensor x) => x.item<double>();

        public static float[] Elements(Tensor x) => x.data<float>().ToArray();

        public static float First(Tensor x) => x.AsSpan<float>()[0];

        public static void Export(Tensor x) => to_dlpack(x).Dispose();

        public static PyObject Made()
        {
            using Tensor x = arange(3, ScalarType.Float32);
            return x.numpy();
        }

        /// <summary>Disposes the last tensor over an array on another thread, while the caller holds Python's lock and waits.</summary>
        public static bool DisposedOnAThread(PyObject array)
        {
            using (array)
            {
                Tensor x = from_numpy(array);
                var thread = new Thread(x.Dispose);
                thread.Start();
                return thread.Join(TimeSpan.FromSeconds(20));
            }
        }
    }
}
