using TorchSharpPy.Interop;
using TorchSharpPy.Jit;

namespace TorchSharpPy.Convert
{
    /// <summary><c>EnumValue</c> as a member of an enum, null as <c>None</c>.</summary>
    internal sealed unsafe class EnumValueConv : Conv<torch.jit.EnumValue?>
    {
        /// <summary>A result node holds the member's name, value, class and object.</summary>
        internal const int ResultItems = 4;

        /// <summary>Which of the items is the object.</summary>
        internal const int ObjectItem = 3;

        internal override void Put(torch.jit.EnumValue? value, NativeValue* node, ref CallFrame frame)
        {
            if (value is null || value.Member != null)
            {
                ScriptObjectConv.PutHandle(value?.Member, node, ref frame);
                return;
            }
            NativeValue* name = frame.AllocateNodes(1);
            frame.PutText(value.Name, name);
            CallFrame.PutItems(node, NativeKind.Enum, name, 1);
        }

        internal override torch.jit.EnumValue? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            Expect(node, NativeKind.Enum);
            var items = Nodes.Children(node);
            return new torch.jit.EnumValue(
                Nodes.Text(items + 2),
                Nodes.Text(items),
                Conv<object?>.Instance.Take(items + 1),
                ObjectHandle.Take(items + ObjectItem, nameof(torch.jit.EnumValue)));
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) => type.Kind == SchemaKind.Enum;
    }
}
