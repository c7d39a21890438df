using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>TorchScript: load, save, compile and run.</summary>
        public static partial class jit
        {
            /// <summary>Loads a TorchScript module.</summary>
            /// <param name="filename">A file that TorchScript saved.</param>
            /// <param name="map_location">Where its weights go, such as "cuda:0"; the CPU where left out.</param>
            /// <exception cref="System.IO.FileNotFoundException">There is no such file.</exception>
            /// <exception cref="ModelFormatException">The file is not a complete TorchScript archive.</exception>
            /// <exception cref="UnknownOperatorException">The module uses an operator that this libtorch does not have.</exception>
            /// <exception cref="DeviceException">The device is not there.</exception>
            public static ScriptModule load(string filename, Device? map_location = null) =>
                View(ModuleHandle.Load(filename, (map_location ?? CPU).ToString()), handle => new ScriptModule(handle));

            /// <summary>Loads a TorchScript module.</summary>
            /// <param name="filename">A file that TorchScript saved.</param>
            /// <param name="device_type">The kind of device where its weights go.</param>
            /// <param name="device_index">Which device of that kind; -1 for the current one.</param>
            /// <exception cref="System.IO.FileNotFoundException">There is no such file.</exception>
            /// <exception cref="ModelFormatException">The file is not a complete TorchScript archive.</exception>
            /// <exception cref="DeviceException">The device is not there.</exception>
            public static ScriptModule load(string filename, DeviceType device_type, long device_index = -1) =>
                load(filename, new Device(device_type, checked((int)device_index)));

            /// <summary>Writes a module to a file, which is replaced only when all is written.</summary>
            /// <exception cref="System.IO.IOException">The file cannot be written.</exception>
            public static void save(ScriptModule module, string filename) =>
                (module ?? throw new ArgumentNullException(nameof(module))).save(filename);

            /// <summary>Compiles functions from TorchScript source.</summary>
            /// <param name="script">Function definitions; they may be indented as a whole.</param>
            /// <exception cref="ScriptCompileException">The source does not compile; with line and column.</exception>
            /// <exception cref="UnknownOperatorException">The source uses an operator that this libtorch does not have.</exception>
            public static CompilationUnit compile(string script) => new CompilationUnit(UnitHandle.Compile(script));

            /// <summary>Makes a view that owns the handle; gives the handle back when the view refuses.</summary>
            internal static TView View<TView>(ModuleHandle handle, Func<ModuleHandle, TView> make)
                where TView : ScriptModule
            {
                try
                {
                    return make(handle);
                }
                catch
                {
                    handle.Dispose();
                    throw;
                }
            }
        }
    }
}
