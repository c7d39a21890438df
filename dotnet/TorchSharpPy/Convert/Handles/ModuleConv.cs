using System;
using TorchSharpPy.Interop;
using TorchSharpPy.Jit;
using ModuleHandle = TorchSharpPy.Jit.ModuleHandle;

namespace TorchSharpPy.Convert
{
    /// <summary>A <c>ScriptModule</c>, or a typed view, as a module that an interface or a class describes.</summary>
    internal sealed unsafe class ModuleConv<TModule> : Conv<TModule>
        where TModule : torch.jit.ScriptModule
    {
        internal override void Put(TModule value, NativeValue* node, ref CallFrame frame)
        {
            if (value is null)
            {
                Nodes.PutNone(node);
                return;
            }
            node->Kind = (int)NativeKind.Module;
            node->Flags = 0;
            node->Data = (void*)frame.Hold(value.NativeModule);
            node->Size = 0;
        }

        internal override TModule Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null!;
            }
            Expect(node, NativeKind.Module);
            ModuleHandle handle = ModuleHandle.FromNative((IntPtr)node->Data);
            node->Kind = (int)NativeKind.None;
            return (TModule)ModuleViews.Make(typeof(TModule), handle);
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Interface || type.Kind == SchemaKind.Class;
    }
}
