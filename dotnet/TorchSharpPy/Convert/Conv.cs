using System;
using System.Collections.Generic;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>The part of converters that does not depend on their C# type.</summary>
    internal abstract unsafe class Conv
    {
        /// <summary>Whether values of the C# type fit a TorchScript type.</summary>
        internal bool Accepts(SchemaType type, Direction direction)
        {
            switch (type.Kind)
            {
                case SchemaKind.Any:
                    return true;
                case SchemaKind.Optional:
                    return (direction == Direction.Argument || IsNullable) && Accepts(type.Contained[0], direction);
                case SchemaKind.Union:
                    return direction == Direction.Argument ? AcceptsMember(type) : AcceptsEveryMember(type);
                case SchemaKind.None:
                    return IsNullable;
                default:
                    return AcceptsPlain(type, direction);
            }
        }

        /// <summary>Whether the C# type has a null.</summary>
        internal abstract bool IsNullable { get; }

        /// <summary>The TorchScript type that values become by default; Other if it varies.</summary>
        internal virtual SchemaKind Kind => SchemaKind.Other;

        /// <summary>The converter of the C# type, for callers that know it only at run time.</summary>
        internal static Conv Of(Type type) => ConvFactory.Create(type);

        /// <summary>Fills an argument node from an object of the C# type.</summary>
        internal abstract void PutObject(object? value, NativeValue* node, ref CallFrame frame);

        /// <summary>Takes a value out of a result node as an object.</summary>
        internal abstract object? TakeObject(NativeValue* node);

        /// <summary>Why a type is not accepted, in more detail; null if there is nothing to add.</summary>
        internal string? Explain(SchemaType type, Direction direction)
        {
            switch (type.Kind)
            {
                case SchemaKind.Any:
                case SchemaKind.Union:
                case SchemaKind.None:
                    return null;
                case SchemaKind.Optional:
                    return Explain(type.Contained[0], direction);
                default:
                    return ExplainPlain(type, direction);
            }
        }

        /// <summary><see cref="Accepts"/> for every type but Any, Optional, Union and None.</summary>
        private protected abstract bool AcceptsPlain(SchemaType type, Direction direction);

        /// <summary><see cref="Explain"/> for every type but Any, Optional, Union and None.</summary>
        private protected virtual string? ExplainPlain(SchemaType type, Direction direction) => null;

        private bool AcceptsMember(SchemaType union)
        {
            foreach (SchemaType member in union.Contained)
            {
                if (Accepts(member, Direction.Argument))
                {
                    return true;
                }
            }
            return false;
        }

        private bool AcceptsEveryMember(SchemaType union)
        {
            foreach (SchemaType member in union.Contained)
            {
                if (!Accepts(member, Direction.Result))
                {
                    return false;
                }
            }
            return true;
        }
    }

    /// <summary>Converts one C# type to and from native nodes, without reflection or boxing.</summary>
    /// <typeparam name="T">The C# type.</typeparam>
    internal abstract unsafe class Conv<T> : Conv
    {
        /// <summary>The converter of <typeparamref name="T"/>.</summary>
        /// <exception cref="TorchTypeException">The type has no TorchScript type.</exception>
        internal static Conv<T> Instance => cached ?? (cached = (Conv<T>)ConvFactory.Create(typeof(T)));

        // Not a static initializer, whose exception would be wrapped in a TypeInitializationException.
        private static Conv<T>? cached;

        /// <inheritdoc/>
        internal override bool IsNullable => default(T)! == null;

        /// <summary>Fills an argument node; what it points to lives as long as the frame.</summary>
        internal abstract void Put(T value, NativeValue* node, ref CallFrame frame);

        /// <summary>Takes a value out of a result node. What is taken is set to NONE in the node.</summary>
        internal abstract T Take(NativeValue* node);

        /// <inheritdoc/>
        internal override void PutObject(object? value, NativeValue* node, ref CallFrame frame) =>
            Put((T)value!, node, ref frame);

        /// <inheritdoc/>
        internal override object? TakeObject(NativeValue* node) => Take(node);

        /// <summary>Fills an argument node with a list of values.</summary>
        internal virtual void PutMany(ReadOnlySpan<T> values, NativeValue* node, ref CallFrame frame)
        {
            NativeValue* items = frame.AllocateNodes(values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                Put(values[i], items + i, ref frame);
            }
            CallFrame.PutItems(node, NativeKind.List, items, values.Length, Nodes.Flags(Kind));
        }

        /// <summary>Takes the value that a native function of an object fills in.</summary>
        internal T TakeFrom(NativeHandle handle, NativeFill function)
        {
            CallFrame frame = CallFrame.Begin();
            try
            {
                IntPtr native = frame.Hold(handle);
                NativeValue* output = frame.AllocateResult(out long capacity);
                Status.Check(function(native, output, capacity));
                return Take(output);
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <summary>Takes a list of values out of a result node.</summary>
        internal virtual T[] TakeMany(NativeValue* node)
        {
            ExpectList(node);
            var values = new T[node->Size];
            NativeValue number;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Take(Nodes.Item(node, i, &number));
            }
            return values;
        }

        /// <summary>Takes the values of a list into an empty C# list that has room for them.</summary>
        internal virtual void TakeInto(List<T> values, NativeValue* node)
        {
            ExpectList(node);
            NativeValue number;
            for (int i = 0; i < node->Size; i++)
            {
                values.Add(Take(Nodes.Item(node, i, &number)));
            }
        }

        /// <summary>Refuses a node of another kind.</summary>
        private protected static void Expect(NativeValue* node, NativeKind kind)
        {
            if (node->Kind != (int)kind)
            {
                throw Mismatch(node);
            }
        }

        private static void ExpectList(NativeValue* node)
        {
            if (!Nodes.IsList(node))
            {
                throw Mismatch(node);
            }
        }

        /// <summary>The error for a node that is not a <typeparamref name="T"/>.</summary>
        private protected static TorchTypeException Mismatch(NativeValue* node) => new TorchTypeException(
            $"TorchScript returned {Nodes.Describe(node)}: expected {TypeNames.Of(typeof(T))}.");
    }
}
