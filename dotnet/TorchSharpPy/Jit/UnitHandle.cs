using System;
using System.Collections.Generic;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    /// <summary>Owns a native compilation unit.</summary>
    internal sealed unsafe class UnitHandle : NativeHandle
    {
        private UnitHandle(IntPtr handle)
            : base(handle)
        {
        }

        /// <summary>The names of the functions.</summary>
        internal IReadOnlyList<string> Functions
        {
            get
            {
                using HandleLease lease = new HandleLease(this);
                NativeValue names;
                Status.Check(NativeMethods.tsp_unit_functions(lease.Native, &names));
                return SchemaReader.TakeNames(&names);
            }
        }

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
        internal Callable Function(string name)
        {
            using HandleLease lease = new HandleLease(this);
            IntPtr callable;
            byte[] text = Utf8.Terminated(name);
            fixed (byte* bytes = text)
            {
                Status.Check(NativeMethods.tsp_unit_callable(lease.Native, bytes, text.Length - 1, &callable));
            }
            return new Callable(callable, DisplayName);
        }

        /// <summary>What makes instances of a class, ready to be called.</summary>
        internal Callable Class(string name)
        {
            using HandleLease lease = new HandleLease(this);
            IntPtr callable;
            byte[] text = Utf8.Terminated(name);
            fixed (byte* bytes = text)
            {
                Status.Check(NativeMethods.tsp_class_callable(IntPtr.Zero, lease.Native, bytes, text.Length - 1, &callable));
            }
            return new Callable(callable, DisplayName);
        }

        private protected override void Release(IntPtr handle) => NativeMethods.tsp_unit_release(handle);
    }
}
