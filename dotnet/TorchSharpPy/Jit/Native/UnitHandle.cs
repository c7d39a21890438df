using System;
using System.Collections.Generic;
using TorchSharpPy.Interop;
using TorchSharpPy.Schema;

namespace TorchSharpPy.Jit
{
    /// <summary>Owns a native compilation unit.</summary>
    internal sealed unsafe class UnitHandle : NativeHandle
    {
        private UnitHandle(IntPtr handle)
            : base(handle)
        {
        }

        /// <summary>The names of the functions.</summary>
        internal IReadOnlyList<string> Functions => SchemaReader.TakeNames(Read<NativeValue>(NativeMethods.tsp_unit_functions));

        private protected override string DisplayName => nameof(torch.jit.CompilationUnit);

        /// <summary>Compiles TorchScript source.</summary>
        internal static UnitHandle Compile(string source)
        {
            using var text = new PinnedText(source ?? throw new ArgumentNullException(nameof(source)));
            return new UnitHandle(NativeCall.Read<IntPtr>(unit => NativeMethods.tsp_unit_compile(text.Native, unit)));
        }

        /// <summary>A function, ready to be called.</summary>
        internal Callable Function(string name) =>
            Callable.Find(this, name, NativeMethods.tsp_unit_callable, DisplayName);

        /// <summary>Creates instances of a class, ready to be called.</summary>
        internal Callable Class(string name) =>
            Callable.Find(this, name, NativeMethods.tsp_unit_class, DisplayName);

        private protected override void Release(IntPtr handle) => NativeMethods.tsp_unit_release(handle);
    }
}
