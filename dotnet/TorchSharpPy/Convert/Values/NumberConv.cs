using System;
using System.Collections.Generic;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>How a C# number type relates to a number type of TorchScript.</summary>
    /// <typeparam name="T">The C# type.</typeparam>
    /// <typeparam name="TNative">The type that nodes and dense lists hold, of 8 bytes.</typeparam>
    internal interface INumber<T, TNative>
    {
        /// <summary>The TorchScript type.</summary>
        SchemaKind Kind { get; }

        /// <summary>The kind of a node with one number.</summary>
        NativeKind One { get; }

        /// <summary>The kind of a node with a dense list.</summary>
        NativeKind Many { get; }

        /// <summary>To TorchScript: never loses anything.</summary>
        TNative Widen(T value);

        /// <summary>From TorchScript.</summary>
        T Narrow(TNative value);
    }

    /// <summary>A C# number type as <c>int</c> or <c>float</c>.</summary>
    /// <typeparam name="T">The C# type.</typeparam>
    /// <typeparam name="TNative">The type that nodes and dense lists hold.</typeparam>
    /// <typeparam name="TNumber">How they relate. A struct, so that the loops below are compiled for it.</typeparam>
    internal sealed unsafe class NumberConv<T, TNative, TNumber> : Conv<T>
        where T : unmanaged
        where TNative : unmanaged
        where TNumber : struct, INumber<T, TNative>
    {
        internal override SchemaKind Kind => default(TNumber).Kind;

        internal override void Put(T value, NativeValue* node, ref CallFrame frame)
        {
            node->Kind = (int)default(TNumber).One;
            node->Flags = 0;
            *(TNative*)&node->I = default(TNumber).Widen(value);
        }

        internal override T Take(NativeValue* node)
        {
            Expect(node, default(TNumber).One);
            return default(TNumber).Narrow(*(TNative*)&node->I);
        }

        internal override void PutMany(ReadOnlySpan<T> values, NativeValue* node, ref CallFrame frame)
        {
            var copy = (TNative*)frame.Allocate((long)values.Length * sizeof(TNative));
            if (typeof(T) == typeof(TNative))
            {
                values.CopyTo(new Span<T>(copy, values.Length));
            }
            else
            {
                for (int i = 0; i < values.Length; i++)
                {
                    copy[i] = default(TNumber).Widen(values[i]);
                }
            }
            CallFrame.PutItems(node, default(TNumber).Many, copy, values.Length);
        }

        internal override T[] TakeMany(NativeValue* node)
        {
            if (node->Kind != (int)default(TNumber).Many)
            {
                return base.TakeMany(node);
            }
            if (typeof(T) == typeof(TNative))
            {
                return new ReadOnlySpan<T>(node->Data, checked((int)node->Size)).ToArray();
            }
            var values = new T[node->Size];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = default(TNumber).Narrow(((TNative*)node->Data)[i]);
            }
            return values;
        }

        internal override void TakeInto(List<T> values, NativeValue* node)
        {
            if (node->Kind != (int)default(TNumber).Many)
            {
                base.TakeInto(values, node);
                return;
            }
            var numbers = (TNative*)node->Data;
            for (long i = 0; i < node->Size; i++)
            {
                values.Add(default(TNumber).Narrow(numbers[i]));
            }
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == Kind || (direction == Direction.Argument && Widens(type.Kind));

        private bool Widens(SchemaKind wanted) =>
            wanted == SchemaKind.Number ||
            wanted == SchemaKind.Complex ||
            (wanted == SchemaKind.Float && Kind == SchemaKind.Int);
    }
}
