using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>What the C# types of TorchScript's <c>int</c> fit.</summary>
    internal abstract class IntegerConv<T> : Conv<T>
    {
        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Int ||
            (direction == Direction.Argument && (type.Kind == SchemaKind.Float || type.Kind == SchemaKind.Number));
    }

    /// <summary>What the C# types of TorchScript's <c>float</c> fit.</summary>
    internal abstract class RealConv<T> : Conv<T>
    {
        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Float ||
            (direction == Direction.Argument && type.Kind == SchemaKind.Number);
    }

    /// <summary><c>long</c> as <c>int</c>.</summary>
    internal sealed unsafe class LongConv : IntegerConv<long>
    {
        internal override void Put(long value, NativeValue* node, ref CallFrame frame)
        {
            node->Kind = (int)NativeKind.Int;
            node->Flags = 0;
            node->I = value;
        }

        internal override long Take(NativeValue* node)
        {
            Expect(node, NativeKind.Int);
            return node->I;
        }

        internal override void PutMany(ReadOnlySpan<long> values, NativeValue* node, ref CallFrame frame)
        {
            var copy = (long*)frame.Allocate((long)values.Length * sizeof(long));
            values.CopyTo(new Span<long>(copy, values.Length));
            CallFrame.PutItems(node, NativeKind.IntList, copy, values.Length);
        }

        internal override long[] TakeMany(NativeValue* node) =>
            node->Kind == (int)NativeKind.IntList
                ? new ReadOnlySpan<long>(node->Data, checked((int)node->Size)).ToArray()
                : base.TakeMany(node);
    }

    /// <summary><c>int</c> as <c>int</c>; results are checked for their range.</summary>
    internal sealed unsafe class IntConv : IntegerConv<int>
    {
        internal override void Put(int value, NativeValue* node, ref CallFrame frame)
        {
            node->Kind = (int)NativeKind.Int;
            node->Flags = 0;
            node->I = value;
        }

        internal override int Take(NativeValue* node)
        {
            Expect(node, NativeKind.Int);
            return Narrow(node->I);
        }

        internal override void PutMany(ReadOnlySpan<int> values, NativeValue* node, ref CallFrame frame)
        {
            var copy = (long*)frame.Allocate((long)values.Length * sizeof(long));
            for (int i = 0; i < values.Length; i++)
            {
                copy[i] = values[i];
            }
            CallFrame.PutItems(node, NativeKind.IntList, copy, values.Length);
        }

        internal override int[] TakeMany(NativeValue* node)
        {
            if (node->Kind != (int)NativeKind.IntList)
            {
                return base.TakeMany(node);
            }
            var values = new int[node->Size];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Narrow(((long*)node->Data)[i]);
            }
            return values;
        }

        private static int Narrow(long value) => value == (int)value
            ? (int)value
            : throw new OverflowException($"TorchScript returned the int {value}, which does not fit a C# int: use long.");
    }

    /// <summary><c>double</c> as <c>float</c>.</summary>
    internal sealed unsafe class DoubleConv : RealConv<double>
    {
        internal override void Put(double value, NativeValue* node, ref CallFrame frame)
        {
            node->Kind = (int)NativeKind.Float;
            node->Flags = 0;
            node->F = value;
        }

        internal override double Take(NativeValue* node)
        {
            Expect(node, NativeKind.Float);
            return node->F;
        }

        internal override void PutMany(ReadOnlySpan<double> values, NativeValue* node, ref CallFrame frame)
        {
            var copy = (double*)frame.Allocate((long)values.Length * sizeof(double));
            values.CopyTo(new Span<double>(copy, values.Length));
            CallFrame.PutItems(node, NativeKind.FloatList, copy, values.Length);
        }

        internal override double[] TakeMany(NativeValue* node) =>
            node->Kind == (int)NativeKind.FloatList
                ? new ReadOnlySpan<double>(node->Data, checked((int)node->Size)).ToArray()
                : base.TakeMany(node);
    }

    /// <summary><c>float</c> as <c>float</c>; results are rounded to single precision.</summary>
    internal sealed unsafe class FloatConv : RealConv<float>
    {
        internal override void Put(float value, NativeValue* node, ref CallFrame frame)
        {
            node->Kind = (int)NativeKind.Float;
            node->Flags = 0;
            node->F = value;
        }

        internal override float Take(NativeValue* node)
        {
            Expect(node, NativeKind.Float);
            return (float)node->F;
        }

        internal override float[] TakeMany(NativeValue* node)
        {
            if (node->Kind != (int)NativeKind.FloatList)
            {
                return base.TakeMany(node);
            }
            var values = new float[node->Size];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)((double*)node->Data)[i];
            }
            return values;
        }
    }
}
