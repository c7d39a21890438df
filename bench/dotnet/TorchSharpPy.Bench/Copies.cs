using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;

using static TorchSharpPy.torch;

namespace TorchSharpPy.Bench
{
    /// <summary>Copies of 400 MB between arrays and tensors, and of the same memory without tensors.</summary>
    internal sealed class Copies
    {
        private const int Count = 100_000_000;
        private const long Bytes = Count * (long)sizeof(float);

        private readonly Lazy<float[]> array = new Lazy<float[]>(() => new float[Count]);
        private readonly Lazy<Tensor> large = new Lazy<Tensor>(() => full(new long[] { Count }, 1.5f));

        internal void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            cases["copy_in"] = count => Time(() => tensor(array.Value).Dispose(), count);
            cases["memcpy_in"] = count => Time(CopyIntoNewMemory, count);
            cases["copy_out"] = count => Time(() => large.Value.data<float>().CopyTo(array.Value), count);
            cases["memcpy_out"] = count => Time(CopyElements, count);
        }

        private static double Time(Action copy, long count)
        {
            long start = Stopwatch.GetTimestamp();
            for (long i = 0; i < count; i++)
            {
                copy();
            }
            return Worker.NanosecondsSince(start) / count;
        }

        private unsafe void CopyIntoNewMemory()
        {
            IntPtr memory = Marshal.AllocHGlobal((IntPtr)Bytes);
            fixed (float* elements = array.Value)
            {
                Buffer.MemoryCopy(elements, (void*)memory, Bytes, Bytes);
            }
            Marshal.FreeHGlobal(memory);
        }

        private unsafe void CopyElements()
        {
            fixed (float* elements = array.Value)
            {
                Buffer.MemoryCopy((void*)large.Value.data_ptr(), elements, Bytes, Bytes);
            }
        }
    }
}
