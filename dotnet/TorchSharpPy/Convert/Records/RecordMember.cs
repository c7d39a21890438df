using System;
using System.Linq.Expressions;
using System.Reflection;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>A field or property of a C# type that travels as the field of a named tuple.</summary>
    internal abstract unsafe class RecordMember<TRecord>
    {
        /// <summary>Whether it fits the type of a field, as an argument.</summary>
        internal abstract bool Accepts(SchemaType type);

        /// <summary>Fills an argument node with its value.</summary>
        internal abstract void Put(TRecord record, NativeValue* node, ref CallFrame frame);
    }

    /// <summary>A field or property of a known type.</summary>
    internal sealed unsafe class RecordMember<TRecord, TField> : RecordMember<TRecord>
    {
        private readonly Func<TRecord, TField> get;
        private Conv<TField>? conv;

        internal RecordMember(MemberInfo member)
        {
            ParameterExpression record = Expression.Parameter(typeof(TRecord));
            get = Expression.Lambda<Func<TRecord, TField>>(Expression.MakeMemberAccess(record, member), record).Compile();
        }

        // Looked up at first use, because a type may contain itself.
        private Conv<TField> Conv => conv ??= Conv<TField>.Instance;

        internal override bool Accepts(SchemaType type) => Conv.Accepts(type, Direction.Argument);

        internal override void Put(TRecord record, NativeValue* node, ref CallFrame frame) =>
            Conv.Put(get(record), node, ref frame);
    }
}
