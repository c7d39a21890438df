using System;
using System.Collections.Generic;
using TorchSharpPy.Files;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Jit
{
    /// <content>Loading and saving.</content>
    internal sealed unsafe partial class ModuleHandle
    {
        /// <summary>Loads an archive.</summary>
        /// <param name="source">Where it is read from; disposed here.</param>
        /// <param name="device">The device for the weights; null for the CPU.</param>
        /// <param name="extraFiles">Its values become the archive's files of these names; may be null.</param>
        /// <param name="policy">What the archive may do; null for anything.</param>
        /// <param name="program">Which exported program to load; null for a TorchScript archive.</param>
        internal static ModuleHandle Load(
            ByteSource source, torch.Device? device, IDictionary<string, byte[]>? extraFiles, LoadPolicy? policy,
            ProgramChoice? program = null)
        {
            using ByteSource held = source;
            NativeLibraryLoader.EnsureLoaded();
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* names = extraFiles == null ? null : ExtraFiles.PutNames(extraFiles, ref frame);
                NativeValue* found = extraFiles == null ? null : frame.AllocateResult(out _);
                NativeSource native = source.Native;
                IntPtr handle;
                using var deviceText = new PinnedText((device ?? torch.CPU).ToString());
                using var name = new PinnedText(program?.Name);
                using var policyText = new PinnedText(policy?.Text);
                source.Check(program != null
                    ? NativeMethods.tsp_program_load(
                        &native, name.Native, (int)program.Mode, policyText.Native, deviceText.Native, names, found, &handle)
                    : policy != null
                    ? NativeMethods.tsp_module_load_checked(&native, deviceText.Native, names, found, policyText.Native, &handle)
                    : NativeMethods.tsp_module_load(&native, deviceText.Native, names, found, &handle));
                var loaded = new ModuleHandle(handle);
                return extraFiles == null ? loaded : loaded.With(extraFiles, found);
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <summary>Writes the module.</summary>
        /// <param name="sink">Where it goes; disposed here.</param>
        /// <param name="extraFiles">Files to put into the archive; may be null.</param>
        internal void Save(ByteSink sink, IReadOnlyDictionary<string, byte[]>? extraFiles)
        {
            using ByteSink held = sink;
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* extra = extraFiles == null ? null : ExtraFiles.Put(extraFiles, ref frame);
                NativeSink native = sink.Native;
                sink.Check(NativeMethods.tsp_module_save(frame.Hold(this), &native, extra));
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <summary>Fills in the files that were found, or releases the module if the dictionary refuses them.</summary>
        private ModuleHandle With(IDictionary<string, byte[]> extraFiles, NativeValue* found)
        {
            try
            {
                ExtraFiles.Take(found, extraFiles);
                return this;
            }
            catch
            {
                Dispose();
                throw;
            }
        }
    }
}
