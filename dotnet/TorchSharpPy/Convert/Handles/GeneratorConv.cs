using TorchSharpPy.Interop;
using TorchSharpPy.Jit;

namespace TorchSharpPy.Convert
{
    /// <summary><c>Generator</c> as <c>Generator</c>, null as <c>None</c>.</summary>
    internal sealed unsafe class GeneratorConv : Conv<torch.Generator?>
    {
        internal override void Put(torch.Generator? value, NativeValue* node, ref CallFrame frame) =>
            ScriptObjectConv.PutHandle(value?.Handle, node, ref frame);

        internal override torch.Generator? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            Expect(node, NativeKind.Object);
            return new torch.Generator(ObjectHandle.Take(node, nameof(torch.Generator)));
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Generator;
    }
}
