using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;
using TorchSharpPy.Schema;

namespace TorchSharpPy.Jit
{
    /// <summary>Owns a native object: an instance of a class, a future, a generator, a member of an enum.</summary>
    internal sealed unsafe class ObjectHandle : NativeHandle
    {
        private readonly string owner;

        /// <summary>Takes ownership of a native object.</summary>
        /// <param name="handle">A tsp_object.</param>
        /// <param name="owner">What the user disposes, for ObjectDisposedException.</param>
        internal ObjectHandle(IntPtr handle, string owner)
            : base(handle)
        {
            this.owner = owner;
        }

        /// <summary>Its TorchScript type.</summary>
        internal SchemaType Type => SchemaReader.TakeType(Read<NativeValue>(NativeMethods.tsp_object_type));

        /// <summary>A number that all living handles on the same object share.</summary>
        internal long Identity => Read<long>(NativeMethods.tsp_object_identity);

        /// <summary>The attributes and properties, with their types.</summary>
        internal IReadOnlyList<(string name, SchemaType type)> Attributes =>
            SchemaReader.TakeAttributes(Read<NativeValue>(NativeMethods.tsp_object_attributes));

        /// <summary>The names of the methods.</summary>
        internal IReadOnlyList<string> Methods => SchemaReader.TakeNames(Read<NativeValue>(NativeMethods.tsp_object_methods));

        /// <summary>Whether a future has completed, or an await has run.</summary>
        internal bool IsDone => Read<int>(NativeMethods.tsp_future_done) != 0;

        private protected override string DisplayName => owner;

        /// <summary>Takes the object out of a result node.</summary>
        /// <param name="node">A node of kind OBJECT, which becomes NONE.</param>
        /// <param name="owner">What the user disposes.</param>
        internal static ObjectHandle Take(NativeValue* node, string owner)
        {
            var handle = new ObjectHandle((IntPtr)node->Data, owner);
            node->Kind = (int)NativeKind.None;
            return handle;
        }

        /// <summary>The TorchScript type of a native object that someone else owns.</summary>
        internal static SchemaType TypeOf(IntPtr native)
        {
            NativeValue type;
            Status.Check(NativeMethods.tsp_object_type(native, &type));
            return SchemaReader.TakeType(type);
        }

        /// <summary>Fills an argument node with the object.</summary>
        internal void Put(NativeValue* node, ref CallFrame frame)
        {
            node->Kind = (int)NativeKind.Object;
            node->Flags = 0;
            node->Data = (void*)frame.Hold(this);
            node->Size = 0;
        }

        /// <summary>A method bound to the object, ready to be called.</summary>
        internal Callable Method(string name) =>
            Callable.Find(this, name, NativeMethods.tsp_object_callable, owner);

        /// <summary>The value of an attribute.</summary>
        internal T Get<T>(string name, Conv<T> result)
        {
            using var text = new PinnedText(name);
            return result.TakeFrom(
                this, (native, output, capacity) => NativeMethods.tsp_object_get(native, text.Native, output, capacity));
        }

        /// <summary>Sets an attribute.</summary>
        internal void Set(string name, object? value)
        {
            using var text = new PinnedText(name);
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* node = frame.AllocateNodes(1);
                Conv<object?>.Instance.Put(value, node, ref frame);
                Status.Check(NativeMethods.tsp_object_set(frame.Hold(this), text.Native, node));
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <summary>Waits for a future, or runs an await, and takes its value.</summary>
        internal T Wait<T>(Conv<T> result) => result.TakeFrom(this, NativeMethods.tsp_future_wait);

        private protected override void Release(IntPtr handle) => NativeMethods.tsp_object_release(handle);
    }
}
