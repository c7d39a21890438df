using System;
using TorchSharpPy.Jit;
using ModuleHandle = TorchSharpPy.Jit.ModuleHandle;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>TorchScript: load, save, compile and run.</summary>
        public static partial class jit
        {
            /// <summary>Compiles functions, classes, NamedTuples and enums from TorchScript source, without Python.</summary>
            /// <param name="script">
            /// Definitions in any order, and imports of torch, typing, enum, math and warnings. The whole source may be indented.
            /// <see cref="CompilationUnit.Create"/> creates instances of the classes.
            /// </param>
            /// <exception cref="ScriptCompileException">The source does not compile. The error has the line and the column.</exception>
            /// <exception cref="UnknownOperatorException">The source uses an operator that this libtorch does not have.</exception>
            public static CompilationUnit compile(string script) => new CompilationUnit(UnitHandle.Compile(script));

            /// <summary>Makes a view that owns the handle, or releases the handle if the view refuses it.</summary>
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
