using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>T?</c> of a value type as <c>Optional[T]</c>.</summary>
    internal sealed unsafe class NullableConv<T> : Conv<T?>
        where T : struct
    {
        private readonly Conv<T> inner = Conv<T>.Instance;

        internal override void Put(T? value, NativeValue* node, ref CallFrame frame)
        {
            if (value.HasValue)
            {
                inner.Put(value.GetValueOrDefault(), node, ref frame);
                return;
            }
            node->Kind = (int)NativeKind.None;
            node->Flags = 0;
        }

        internal override T? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            return inner.Take(node);
        }

        // A null for a parameter that is not Optional is refused by the call itself.
        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            inner.Accepts(type, direction);
    }
}
