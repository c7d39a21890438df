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
            NativeLibraryLoader.EnsureLoaded();
            IntPtr handle;
            byte[] text = Utf8.Terminated(source ?? throw new ArgumentNullException(nameof(source)));
            fixed (byte* bytes = text)
            {
                Status.Check(NativeMethods.tsp_unit_compile(bytes, text.Length - 1, &handle));
            }
            return new UnitHandle(handle);
        }

        /// <summary>A function, ready to be called.</summary>
        internal Callable Function(string name) =>
            Callable.Find(this, name, NativeMethods.tsp_unit_callable, DisplayName);

        /// <summary>What makes instances of a class, ready to be called.</summary>
        internal Callable Class(string name) => Callable.Find(
            this,
            name,
            (unit, text, size, found) => NativeMethods.tsp_class_callable(IntPtr.Zero, unit, text, size, found),
            DisplayName);

        private protected override void Release(IntPtr handle) => NativeMethods.tsp_unit_release(handle);
    }
}
