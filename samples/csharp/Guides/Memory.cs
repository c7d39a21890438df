using System;
using System.Runtime.InteropServices;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace Guides
{
    static class Memory
    {
        public static void Run()
        {
            // An array is pinned, not copied, while a tensor uses it.
            var image = new float[2, 3];
            using Tensor x = from_array(image);
            x[1] = 7;
            Console.WriteLine(image[1, 2]); // 7
            using Tensor half = from_memory<float>(new float[10].AsMemory(5), new long[] { 5, 1 });
            Console.WriteLine(half.shape[0]); // 5

            // The bytes of a file or a network packet, taken for numbers.
            byte[] packet = { 0, 0, 128, 63, 0, 0, 0, 64 };
            using Tensor numbers = frombuffer(packet, float32);
            Console.WriteLine(numbers.sum().item<float>()); // 3

            // Memory of a native library, which gets it back when the last tensor over it is gone.
            IntPtr buffer = Marshal.AllocHGlobal(4 * sizeof(int));
            using (Tensor native = from_blob(buffer, new long[] { 2, 2 }, int32, deleter: Marshal.FreeHGlobal))
            {
                Console.WriteLine(native.zero_().sum().item<long>()); // 0
            }

            // The elements of a tensor. A span keeps nothing alive, a memory keeps the elements.
            x.AsSpan<float>()[0] = 2;
            Memory<float> memory = x.AsMemory<float>();
            Console.WriteLine($"{image[0, 0]} {memory.Length}"); // 2 6

            // DLPack, for other native libraries in the process.
            using Tensor same = from_dlpack(to_dlpack(x));
            Console.WriteLine(same.data_ptr() == x.data_ptr()); // True
        }
    }
}
