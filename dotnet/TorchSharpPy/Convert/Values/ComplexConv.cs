using System.Numerics;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>Complex</c> as <c>complex</c>.</summary>
    internal sealed unsafe class ComplexConv : Conv<Complex>
    {
        internal override SchemaKind Kind => SchemaKind.Complex;

        internal override void Put(Complex value, NativeValue* node, ref CallFrame frame)
        {
            node->Kind = (int)NativeKind.Complex;
            node->Flags = 0;
            node->Complex[0] = value.Real;
            node->Complex[1] = value.Imaginary;
        }

        internal override Complex Take(NativeValue* node)
        {
            Expect(node, NativeKind.Complex);
            return new Complex(node->Complex[0], node->Complex[1]);
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Complex ||
            (direction == Direction.Argument && type.Kind == SchemaKind.Number);
    }
}
