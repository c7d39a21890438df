using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>Takes values with a converter whose C# type is known only at run time.</summary>
    internal sealed unsafe class BoxingConv : Conv<object?>
    {
        private readonly Conv inner;

        internal BoxingConv(Conv inner)
        {
            this.inner = inner;
        }

        internal override void Put(object? value, NativeValue* node, ref CallFrame frame) =>
            Instance.Put(value, node, ref frame);

        internal override object? Take(NativeValue* node) => inner.TakeObject(node);

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            inner.Accepts(type, direction);
    }
}
