using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>T?</c> of a value type as <c>Optional[T]</c>.</summary>
    internal sealed unsafe class NullableConv<T> : Conv<T?>
        where T : struct
    {
        private readonly Conv<T> inner = Conv<T>.Instance;

        internal override SchemaKind Kind => SchemaKind.Optional;

        internal override void Put(T? value, NativeValue* node, ref CallFrame frame)
        {
            if (value.HasValue)
            {
                inner.Put(value.GetValueOrDefault(), node, ref frame);
                return;
            }
            Nodes.PutNone(node);
        }

        internal override T? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            return inner.Take(node);
        }

        private protected override string? ExplainPlain(SchemaType type, Direction direction) => inner.Explain(type, direction);

        // The call itself refuses null for a parameter that is not Optional.
        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            inner.Accepts(type, direction);
    }
}
