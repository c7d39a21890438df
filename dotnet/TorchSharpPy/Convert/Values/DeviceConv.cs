using System;
using TorchSharpPy.Errors;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>Device</c> as <c>Device</c>, carried by its name; null as <c>None</c>.</summary>
    internal sealed unsafe class DeviceConv : Conv<torch.Device?>
    {
        internal override SchemaKind Kind => SchemaKind.Device;

        internal override void Put(torch.Device? value, NativeValue* node, ref CallFrame frame)
        {
            if (value is null)
            {
                Nodes.PutNone(node);
                return;
            }
            frame.PutText(value.ToString(), node, NativeKind.Device);
        }

        internal override torch.Device? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            Expect(node, NativeKind.Device);
            string name = Utf8.Read(node->Data, node->Size);
            try
            {
                return new torch.Device(name);
            }
            catch (ArgumentException)
            {
                throw new UnsupportedValueException(new ErrorDetails(
                    TorchErrorKind.Unsupported, $"TorchScript returned the device '{name}', which torch.Device does not know."));
            }
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Device;
    }
}
