using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Tensors
{
    /// <content>The arguments.</content>
    internal sealed unsafe partial class OperatorCall
    {
        /// <summary>A tensor; null is None, which libtorch refuses where it needs one.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        internal OperatorCall With(torch.Tensor? value)
        {
            NativeValue* node = next;
            if (value is null)
            {
                return WithNone();
            }
            IntPtr native = arena.TryHold(value);
            if (native == IntPtr.Zero)
            {
                Abandon();
                throw new ObjectDisposedException(nameof(torch.Tensor));
            }
            node->Kind = (int)NativeKind.Tensor;
            node->Flags = 0;
            node->Data = (void*)native;
            next = node + 1;
            return this;
        }

        /// <summary>An integer.</summary>
        internal OperatorCall With(long value)
        {
            Nodes.PutInt(value, next++);
            return this;
        }

        /// <summary>A number.</summary>
        internal OperatorCall With(double value)
        {
            NativeValue* node = next++;
            node->Kind = (int)NativeKind.Float;
            node->Flags = 0;
            node->F = value;
            return this;
        }

        /// <summary>A bool.</summary>
        internal OperatorCall With(bool value)
        {
            Nodes.PutInt(value ? 1 : 0, next);
            next++->Kind = (int)NativeKind.Bool;
            return this;
        }

        /// <summary>A number of any kind.</summary>
        internal OperatorCall With(Scalar value)
        {
            value.Put(next++);
            return this;
        }

        /// <summary>Integers.</summary>
        internal OperatorCall With(torch.IntList value)
        {
            if (value.IsMissing)
            {
                return WithNone();
            }
            int count = value.Count;
            value.CopyTo(Numbers(count));
            return this;
        }

        /// <summary>Integers.</summary>
        internal OperatorCall With(long[]? value) => With((torch.IntList)value);

        /// <summary>The type of elements, by its number.</summary>
        internal OperatorCall With(torch.ScalarType value) => With((long)value);

        /// <summary>A layout, by its number.</summary>
        internal OperatorCall With(torch.Layout value) => With((long)value);

        /// <summary>A memory format, by its number.</summary>
        internal OperatorCall With(torch.MemoryFormat value) => With((long)value);

        /// <summary>How losses are combined, by its number.</summary>
        internal OperatorCall With(torch.nn.Reduction value) => With((long)value);

        /// <summary>An integer, or None.</summary>
        internal OperatorCall With(long? value) => value is long given ? With(given) : WithNone();

        /// <summary>A number, or None.</summary>
        internal OperatorCall With(double? value) => value is double given ? With(given) : WithNone();

        /// <summary>A bool, or None.</summary>
        internal OperatorCall With(bool? value) => value is bool given ? With(given) : WithNone();

        /// <summary>A number of any kind, or None.</summary>
        internal OperatorCall With(Scalar? value) => value is Scalar given ? With(given) : WithNone();

        /// <summary>Integers, or None.</summary>
        internal OperatorCall With(torch.IntList? value) => value is torch.IntList given ? With(given) : WithNone();

        /// <summary>A type of elements, or None.</summary>
        internal OperatorCall With(torch.ScalarType? value) => value is torch.ScalarType given ? With(given) : WithNone();

        /// <summary>A layout, or None.</summary>
        internal OperatorCall With(torch.Layout? value) => value is torch.Layout given ? With(given) : WithNone();

        /// <summary>A memory format, or None.</summary>
        internal OperatorCall With(torch.MemoryFormat? value) => value is torch.MemoryFormat given ? With(given) : WithNone();

        /// <summary>Text, or None.</summary>
        internal OperatorCall With(string? value) => WithConverted(value);

        /// <summary>A device, or None.</summary>
        internal OperatorCall With(torch.Device? value) => value is null ? WithNone() : WithConverted(value);

        /// <summary>The device of a new tensor, or the default one; None if that was not set.</summary>
        internal OperatorCall WithNew(torch.Device? value) => With(value ?? torch.ChosenDevice);

        /// <summary>A random generator, or None.</summary>
        internal OperatorCall With(torch.Generator? value) => value is null ? WithNone() : WithConverted(value);

        /// <summary>Numbers, or None.</summary>
        internal OperatorCall With(double[]? value) => value is null ? WithNone() : WithConverted(value);

        /// <summary>Bools, or None.</summary>
        internal OperatorCall With(bool[]? value) => value is null ? WithNone() : WithConverted(value);

        /// <summary>Numbers of any kind, or None.</summary>
        internal OperatorCall With(Scalar[]? value) => value is null ? WithNone() : WithConverted(value);

        /// <summary>Tensors. Those of a query are computed here, by calls within this one.</summary>
        internal OperatorCall With(IEnumerable<torch.Tensor?>? value)
        {
            switch (value)
            {
                case null:
                    return WithNone();
                case torch.Tensor[] array:
                    return WithConverted(array);
                default:
                    return WithConverted(Materialize(value));
            }
        }

        /// <summary>The sizes of a tensor, one by one.</summary>
        internal OperatorCall WithSize(long size)
        {
            *Numbers(1) = size;
            return this;
        }

        /// <inheritdoc cref="WithSize(long)"/>
        internal OperatorCall WithSize(long size0, long size1)
        {
            long* sizes = Numbers(2);
            sizes[0] = size0;
            sizes[1] = size1;
            return this;
        }

        /// <inheritdoc cref="WithSize(long)"/>
        internal OperatorCall WithSize(long size0, long size1, long size2)
        {
            long* sizes = Numbers(3);
            sizes[0] = size0;
            sizes[1] = size1;
            sizes[2] = size2;
            return this;
        }

        /// <inheritdoc cref="WithSize(long)"/>
        internal OperatorCall WithSize(long size0, long size1, long size2, long size3)
        {
            long* sizes = Numbers(4);
            sizes[0] = size0;
            sizes[1] = size1;
            sizes[2] = size2;
            sizes[3] = size3;
            return this;
        }

        /// <summary>None.</summary>
        internal OperatorCall WithNone()
        {
            Nodes.PutNone(next++);
            return this;
        }

        /// <summary>The default that the schema has.</summary>
        internal OperatorCall WithDefault()
        {
            NativeValue* node = next++;
            node->Kind = (int)NativeKind.Default;
            node->Flags = 0;
            return this;
        }

        /// <summary>A number of any kind, or the schema's default.</summary>
        internal OperatorCall OrDefault(Scalar? value) => value is Scalar given ? With(given) : WithDefault();

        /// <summary>Integers, or the schema's default.</summary>
        internal OperatorCall OrDefault(torch.IntList? value) =>
            value is torch.IntList given && !given.IsMissing ? With(given) : WithDefault();

        /// <summary>A value, or the schema's default.</summary>
        internal OperatorCall OrDefault<T>(T? value)
            where T : struct => value is T given ? WithConverted(given) : WithDefault();

        /// <summary>A value, or the schema's default.</summary>
        internal OperatorCall OrDefault<T>(T? value)
            where T : class => value is null ? WithDefault() : WithConverted(value);

        /// <summary>A value by the converter of its type.</summary>
        private OperatorCall WithConverted<T>(T value)
        {
            CallFrame frame = CallFrame.Resume(arena, start);
            try
            {
                Conv<T>.Instance.Put(value, next++, ref frame);
            }
            catch
            {
                frame.Dispose();
                throw;
            }
            start = frame.Suspend();
            return this;
        }

        /// <summary>Room for integers.</summary>
        private long* Numbers(int count)
        {
            CallFrame frame = CallFrame.Resume(arena, start);
            var numbers = (long*)frame.Allocate(sizeof(long) * (long)count);
            start = frame.Suspend();
            CallFrame.PutItems(next++, NativeKind.IntList, numbers, count);
            return numbers;
        }

        /// <summary>The items of a sequence, whose code may begin and end other calls.</summary>
        private torch.Tensor?[] Materialize(IEnumerable<torch.Tensor?> value)
        {
            (IntPtr callable, FrameStart start) = (this.callable, this.start);
            NativeValue* before = next;
            NativeValue* beginning = first;
            try
            {
                return value.ToArray();
            }
            catch
            {
                this.start = start;
                Abandon();
                throw;
            }
            finally
            {
                (this.callable, this.start) = (callable, start);
                next = before;
                first = beginning;
            }
        }

        /// <summary>Gives back what the call has taken so far.</summary>
        private void Abandon() => CallFrame.Resume(arena, start).Dispose();
    }
}
