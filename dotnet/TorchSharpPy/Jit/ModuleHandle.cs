using System;
using System.Collections.Generic;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    /// <summary>Owns a native module.</summary>
    internal sealed unsafe partial class ModuleHandle : NativeHandle
    {
        private ModuleHandle(IntPtr handle)
            : base(handle)
        {
        }

        /// <summary>The names of the methods.</summary>
        internal IReadOnlyList<string> Methods
        {
            get
            {
                using HandleLease lease = new HandleLease(this);
                NativeValue names;
                Status.Check(NativeMethods.tsp_module_methods(lease.Native, &names));
                return SchemaReader.TakeNames(&names);
            }
        }

        /// <summary>The TorchScript class.</summary>
        internal string TypeName
        {
            get
            {
                using HandleLease lease = new HandleLease(this);
                NativeValue name;
                Status.Check(NativeMethods.tsp_module_type_name(lease.Native, &name));
                return SchemaReader.TakeText(&name);
            }
        }

        /// <summary>Training mode, or evaluation mode; submodules follow.</summary>
        internal bool IsTraining
        {
            get
            {
                using HandleLease lease = new HandleLease(this);
                int on;
                Status.Check(NativeMethods.tsp_module_is_training(lease.Native, &on));
                return on != 0;
            }

            set
            {
                using HandleLease lease = new HandleLease(this);
                Status.Check(NativeMethods.tsp_module_train(lease.Native, value ? 1 : 0));
            }
        }

        private protected override string DisplayName => nameof(torch.jit.ScriptModule);

        /// <summary>Takes ownership of a native module.</summary>
        /// <param name="handle">A tsp_module.</param>
        internal static ModuleHandle FromNative(IntPtr handle) => new ModuleHandle(handle);

        /// <summary>Loads an archive.</summary>
        /// <param name="path">The file.</param>
        /// <param name="device">Where the weights go; null for where they were when saved.</param>
        internal static ModuleHandle Load(string path, string? device)
        {
            NativeLibraryLoader.EnsureLoaded();
            IntPtr handle;
            byte[] text = Utf8.Terminated(path ?? throw new ArgumentNullException(nameof(path)));
            fixed (byte* pathBytes = text)
            fixed (byte* deviceBytes = device == null ? null : Utf8.Terminated(device))
            {
                var source = new NativeSource { Kind = (int)NativeSourceKind.File, Data = pathBytes, Size = text.Length - 1 };
                int status = NativeMethods.tsp_module_load(&source, deviceBytes, null, null, &handle);
                if (status != 0)
                {
                    throw Status.LastError(status, path);
                }
            }
            return new ModuleHandle(handle);
        }

        /// <summary>One more owner of the same module.</summary>
        internal ModuleHandle Retain()
        {
            using HandleLease lease = new HandleLease(this);
            IntPtr retained;
            Status.Check(NativeMethods.tsp_module_retain(lease.Native, &retained));
            return new ModuleHandle(retained);
        }

        /// <summary>The module as an object, whose attributes can be read and set.</summary>
        internal torch.jit.ScriptObject AsObject()
        {
            using HandleLease lease = new HandleLease(this);
            IntPtr made;
            Status.Check(NativeMethods.tsp_module_object(lease.Native, &made));
            return new torch.jit.ScriptObject(new ObjectHandle(made, DisplayName));
        }

        /// <summary>Writes the module to a file.</summary>
        internal void Save(string path)
        {
            using HandleLease lease = new HandleLease(this);
            byte[] text = Utf8.Terminated(path ?? throw new ArgumentNullException(nameof(path)));
            fixed (byte* bytes = text)
            {
                var sink = new NativeSink { Kind = (int)NativeSinkKind.File, Path = bytes, PathSize = text.Length - 1 };
                Status.Check(NativeMethods.tsp_module_save(lease.Native, &sink, null));
            }
        }

        /// <summary>A method, ready to be called.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="withHooks">Whether the scripted hooks of forward run too.</param>
        internal Callable Method(string name, bool withHooks = false)
        {
            using HandleLease lease = new HandleLease(this);
            IntPtr callable;
            byte[] text = Utf8.Terminated(name ?? throw new ArgumentNullException(nameof(name)));
            fixed (byte* bytes = text)
            {
                Status.Check(NativeMethods.tsp_module_callable(
                    lease.Native, bytes, text.Length - 1, withHooks ? 1 : 0, &callable));
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
                Status.Check(NativeMethods.tsp_class_callable(lease.Native, IntPtr.Zero, bytes, text.Length - 1, &callable));
            }
            return new Callable(callable, DisplayName);
        }

        private protected override void Release(IntPtr handle) => NativeMethods.tsp_module_release(handle);
    }
}
