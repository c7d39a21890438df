using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>Scalar</c> as TorchScript's <c>number</c>.</summary>
    internal sealed unsafe class ScalarConv : Conv<Scalar>
    {
        internal override SchemaKind Kind => SchemaKind.Number;

        internal override void Put(Scalar value, NativeValue* node, ref CallFrame frame) => value.Put(node);

        internal override Scalar Take(NativeValue* node)
        {
            switch ((NativeKind)node->Kind)
            {
                case NativeKind.Int:
                case NativeKind.Float:
                case NativeKind.Bool:
                case NativeKind.Complex:
                    return Scalar.Take(node);
                default:
                    throw Mismatch(node);
            }
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Number ||
            (direction == Direction.Result && IsNumber(type.Kind));

        private static bool IsNumber(SchemaKind kind) =>
            kind == SchemaKind.Int || kind == SchemaKind.Float || kind == SchemaKind.Bool || kind == SchemaKind.Complex;
    }
}
