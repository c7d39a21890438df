using System;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>Reads and writes the files of torch.load and torch.save.</summary>
    internal static unsafe class Checkpoint
    {
        /// <summary>Reads a checkpoint.</summary>
        /// <param name="source">The source to read from; disposed here.</param>
        /// <param name="device">The device for the tensors; null for the devices they were saved from.</param>
        internal static T Load<T>(ByteSource source, torch.Device? device)
        {
            using ByteSource held = source;
            Conv<T> result = Conv<T>.Instance; // throws if the type is not supported
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
        /// <param name="value">The value to write.</param>
        /// <param name="sink">The sink to write to; disposed here.</param>
        internal static void Save<T>(T value, ByteSink sink)
        {
            using ByteSink held = sink;
            NativeLibraryLoader.EnsureLoaded();
            CallFrame frame = CallFrame.Begin();
            frame.IsForFile = true;
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
