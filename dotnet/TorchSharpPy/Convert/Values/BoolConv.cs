using System;
using System.Collections.Generic;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>bool</c> as <c>bool</c>.</summary>
    internal sealed unsafe class BoolConv : Conv<bool>
    {
        internal override SchemaKind Kind => SchemaKind.Bool;

        internal override void Put(bool value, NativeValue* node, ref CallFrame frame)
        {
            node->Kind = (int)NativeKind.Bool;
            node->Flags = 0;
            node->I = value ? 1 : 0;
        }

        internal override bool Take(NativeValue* node)
        {
            Expect(node, NativeKind.Bool);
            return node->I != 0;
        }

        internal override void PutMany(ReadOnlySpan<bool> values, NativeValue* node, ref CallFrame frame)
        {
            var copy = (byte*)frame.Allocate(values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                copy[i] = values[i] ? (byte)1 : (byte)0;
            }
            CallFrame.PutItems(node, NativeKind.BoolList, copy, values.Length);
        }

        internal override bool[] TakeMany(NativeValue* node)
        {
            if (node->Kind != (int)NativeKind.BoolList)
            {
                return base.TakeMany(node);
            }
            var values = new bool[node->Size];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = ((byte*)node->Data)[i] != 0;
            }
            return values;
        }

        internal override void TakeInto(List<bool> values, NativeValue* node)
        {
            if (node->Kind != (int)NativeKind.BoolList)
            {
                base.TakeInto(values, node);
                return;
            }
            for (long i = 0; i < node->Size; i++)
            {
                values.Add(((byte*)node->Data)[i] != 0);
            }
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Bool ||
            (direction == Direction.Argument && type.Kind == SchemaKind.Number);
    }
}
