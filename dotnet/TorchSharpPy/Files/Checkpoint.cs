using System;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>What torch.save writes and torch.load reads.</summary>
    internal static unsafe class Checkpoint
    {
        /// <summary>Reads a checkpoint.</summary>
        /// <param name="source">Where it is read from; disposed here.</param>
        /// <param name="device">Where tensors go; null for where they were when saved.</param>
        internal static T Load<T>(ByteSource source, torch.Device? device)
        {
            using ByteSource held = source;
            Conv<T> result = Conv<T>.Instance; // may refuse the type
            NativeLibraryLoader.EnsureLoaded();
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* value = frame.AllocateResult(out _);
                NativeSource native = source.Native;
                using var deviceText = new PinnedText(device?.ToString());
                source.Check(NativeMethods.tsp_checkpoint_load(&native, deviceText.Native, value));
                return result.Take(value);
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <summary>Writes a checkpoint.</summary>
        /// <param name="value">What to write.</param>
        /// <param name="sink">Where it goes; disposed here.</param>
        internal static void Save<T>(T value, ByteSink sink)
        {
            using ByteSink held = sink;
            NativeLibraryLoader.EnsureLoaded();
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* node = frame.AllocateNodes(1);
                Conv<T>.Instance.Put(value, node, ref frame);
                NativeSink native = sink.Native;
                sink.Check(NativeMethods.tsp_checkpoint_save(node, &native));
            }
            finally
            {
                frame.Dispose();
            }
        }
    }
}
