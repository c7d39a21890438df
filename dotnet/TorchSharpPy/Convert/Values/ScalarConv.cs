using System.Numerics;
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
                    return node->I;
                case NativeKind.Float:
                    return node->F;
                case NativeKind.Bool:
                    return node->I != 0;
                case NativeKind.Complex:
                    return new Complex(node->Complex[0], node->Complex[1]);
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
