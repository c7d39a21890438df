using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>string</c> as <c>str</c> (or a device, by its name), null as <c>None</c>.</summary>
    internal sealed unsafe class StringConv : Conv<string?>
    {
        internal override SchemaKind Kind => SchemaKind.String;

        internal override void Put(string? value, NativeValue* node, ref CallFrame frame)
        {
            if (value is null)
            {
                Nodes.PutNone(node);
                return;
            }
            frame.PutText(value, node);
        }

        internal override string? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            if (node->Kind != (int)NativeKind.Device)
            {
                Expect(node, NativeKind.String);
            }
            return Nodes.Text(node);
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.String || type.Kind == SchemaKind.Device;
    }
}
