using TorchSharpPy.Interop;
using TorchSharpPy.Jit;

namespace TorchSharpPy.Convert
{
    /// <summary><c>ScriptObject</c> as any value that TorchScript has a handle for, null as <c>None</c>.</summary>
    internal sealed unsafe class ScriptObjectConv : Conv<torch.jit.ScriptObject?>
    {
        /// <summary>Which types of values have a handle that a ScriptObject can hold.</summary>
        internal static bool Holds(SchemaKind kind)
        {
            switch (kind)
            {
                case SchemaKind.Class:
                case SchemaKind.Interface:
                case SchemaKind.Enum:
                case SchemaKind.Future:
                case SchemaKind.Await:
                case SchemaKind.Generator:
                case SchemaKind.Other:
                    return true;
                default:
                    return false;
            }
        }

        /// <summary>Fills an argument node with NONE or an object.</summary>
        internal static void PutHandle(ObjectHandle? value, NativeValue* node, ref CallFrame frame)
        {
            if (value is null)
            {
                Nodes.PutNone(node);
                return;
            }
            value.Put(node, ref frame);
        }

        internal override void Put(torch.jit.ScriptObject? value, NativeValue* node, ref CallFrame frame) =>
            PutHandle(value?.Handle, node, ref frame);

        internal override torch.jit.ScriptObject? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            if (node->Kind == (int)NativeKind.Enum && node->Size == EnumValueConv.ResultItems)
            {
                node = Nodes.Children(node) + EnumValueConv.ObjectItem;
            }
            Expect(node, NativeKind.Object);
            return new torch.jit.ScriptObject(ObjectHandle.Take(node, nameof(torch.jit.ScriptObject)));
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) => Holds(type.Kind);
    }
}
