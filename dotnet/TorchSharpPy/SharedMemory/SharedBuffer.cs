using System;
using System.Runtime.InteropServices;
using TorchSharpPy.Interop;

namespace TorchSharpPy.SharedMemory
{
    /// <summary>Memory that a tensor borrows until nothing uses it any more.</summary>
    internal sealed unsafe class SharedBuffer
    {
        // The pointer that native code holds does not keep the delegate alive.
        private static readonly FreeCallback Free = OnFree;
        private static readonly IntPtr FreePointer = Marshal.GetFunctionPointerForDelegate(Free);

        private readonly Action release;

        private SharedBuffer(Action release) => this.release = release;

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void FreeCallback(IntPtr context);

        /// <summary>A tensor over memory; release runs once, also if no tensor can be made.</summary>
        /// <param name="data">The address of the first element.</param>
        /// <param name="bytes">The size of the memory.</param>
        /// <param name="sizes">The sizes of the dimensions.</param>
        /// <param name="strides">The strides in elements; null for row-major order.</param>
        /// <param name="dtype">The element type.</param>
        /// <param name="release">Gives the memory back; called on any thread.</param>
        internal static torch.Tensor Lend(
            void* data, long bytes, long[] sizes, long[]? strides, torch.ScalarType dtype, Action release)
        {
            GCHandle context = GCHandle.Alloc(new SharedBuffer(release));
            try
            {
                NativeLibraryLoader.EnsureLoaded();
                IntPtr handle;
                fixed (long* pinnedSizes = sizes)
                fixed (long* pinnedStrides = strides)
                {
                    void* kept = (void*)GCHandle.ToIntPtr(context);
                    Status.Check(NativeMethods.tsp_tensor_from_memory(
                        data, bytes, pinnedSizes, pinnedStrides, sizes.Length, (int)dtype, FreePointer, kept, &handle));
                }
                return new torch.Tensor(handle);
            }
            catch
            {
                context.Free();
                release();
                throw;
            }
        }

        private static void OnFree(IntPtr context)
        {
            GCHandle handle = GCHandle.FromIntPtr(context);
            var buffer = (SharedBuffer)handle.Target!;
            handle.Free();
            try
            {
                buffer.release();
            }
            catch (Exception error)
            {
                // Native code calls this, through which no exception may pass.
                torch.warnings.Pass(new TorchWarning(
                    "the deleter of a tensor's memory failed: " + error, string.Empty, 0, isDeprecation: false, isOfModel: false));
            }
        }
    }
}
