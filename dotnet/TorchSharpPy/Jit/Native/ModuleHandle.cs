using System;
using System.Collections.Generic;
using TorchSharpPy.Interop;
using TorchSharpPy.Schema;

namespace TorchSharpPy.Jit
{
    /// <summary>Owns a native module.</summary>
    internal sealed unsafe partial class ModuleHandle : NativeHandle
    {
        private ModuleHandle(IntPtr handle)
            : base(handle)
        {
        }

        /// <summary>The names of the methods.</summary>
        internal IReadOnlyList<string> Methods => SchemaReader.TakeNames(Read<NativeValue>(NativeMethods.tsp_module_methods));

        /// <summary>The TorchScript class.</summary>
        internal string TypeName => SchemaReader.TakeText(Read<NativeValue>(NativeMethods.tsp_module_type_name));

        /// <summary>Training mode, or evaluation mode; submodules follow.</summary>
        internal bool IsTraining
        {
            get => Read<int>(NativeMethods.tsp_module_is_training) != 0;

            set => Set(NativeMethods.tsp_module_train, value);
        }

        private protected override string DisplayName => nameof(torch.jit.ScriptModule);

        /// <summary>Takes ownership of a native module.</summary>
        /// <param name="handle">A tsp_module.</param>
        internal static ModuleHandle FromNative(IntPtr handle) => new ModuleHandle(handle);

        /// <summary>One more owner of the same module.</summary>
        internal ModuleHandle Retain() => new ModuleHandle(Read<IntPtr>(NativeMethods.tsp_module_retain));

        /// <summary>The module as an object, whose attributes can be read and set.</summary>
        internal torch.jit.ScriptObject AsObject() => new torch.jit.ScriptObject(
            new ObjectHandle(Read<IntPtr>(NativeMethods.tsp_module_object), DisplayName));

        /// <summary>A method, ready to be called.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="withHooks">Whether the scripted hooks of forward run too.</param>
        internal Callable Method(string name, bool withHooks = false)
        {
            int hooks = withHooks ? 1 : 0;
            return Callable.Find(
                this,
                name,
                (module, text, found) => NativeMethods.tsp_module_callable(module, text, hooks, found),
                DisplayName);
        }

        /// <summary>Creates instances of a class, ready to be called.</summary>
        internal Callable Class(string name) =>
            Callable.Find(this, name, NativeMethods.tsp_module_class, DisplayName);

        private protected override void Release(IntPtr handle) => NativeMethods.tsp_module_release(handle);
    }
}
