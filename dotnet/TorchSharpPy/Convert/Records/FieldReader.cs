using System;
using System.Linq.Expressions;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>Takes one field of a named tuple as a C# type.</summary>
    internal abstract class FieldReader
    {
        /// <summary>The C# type.</summary>
        internal abstract Type Type { get; }

        /// <summary>The reader of the field with that place in the named tuple.</summary>
        internal static FieldReader Create(Type type, int index) =>
            (FieldReader)Activator.CreateInstance(typeof(FieldReader<>).MakeGenericType(type), index)!;

        /// <summary>Whether the C# type fits that of the field, as a result.</summary>
        internal abstract bool Accepts(SchemaType type);

        /// <summary>The expression that takes the field from an IntPtr to the names and values.</summary>
        internal Expression TakeFrom(Expression pairs) => Expression.Call(
            Expression.Constant(this), GetType().GetMethod(nameof(FieldReader<int>.Take))!, pairs);
    }

    /// <summary>Takes one field as a known type.</summary>
    internal sealed unsafe class FieldReader<TField> : FieldReader
    {
        private readonly int node;
        private Conv<TField>? conv;

        /// <summary>Reads the field at that place in the named tuple. Public for reflection.</summary>
        public FieldReader(int index)
        {
            node = (2 * index) + 1; // after its name
        }

        internal override Type Type => typeof(TField);

        // Looked up at first use, because a type may contain itself.
        private Conv<TField> Conv => conv ??= Conv<TField>.Instance;

        /// <summary>Takes the value. Public for reflection.</summary>
        public TField Take(IntPtr pairs) => Conv.Take((NativeValue*)pairs + node);

        internal override bool Accepts(SchemaType type) => Conv.Accepts(type, Direction.Result);
    }
}
