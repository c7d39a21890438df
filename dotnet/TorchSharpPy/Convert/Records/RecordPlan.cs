using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>How objects of a C# type are made from the fields of one named tuple: compiled once.</summary>
    internal sealed unsafe class RecordPlan<TRecord>
    {
        private readonly NameNodes names;
        private readonly FieldReader[] readers;
        private readonly Func<IntPtr, TRecord> make;

        private RecordPlan(string[] names, FieldReader[] readers, Func<IntPtr, TRecord> make)
        {
            this.names = new NameNodes(names);
            this.readers = readers;
            this.make = make;
        }

        /// <summary>The names of the fields.</summary>
        internal IReadOnlyList<string> Fields => names.All;

        /// <summary>The plan for a named tuple with these fields, or else the field that nothing takes.</summary>
        internal static RecordPlan<TRecord>? Create(RecordShape shape, string[] names, out string? missing)
        {
            missing = names.FirstOrDefault(name => shape.Settable.All(member => !MemberNames.Same(member.Name, name)));
            foreach (ConstructorInfo constructor in shape.Constructors)
            {
                if (TryCreate(constructor, shape, names, ref missing) is RecordPlan<TRecord> plan)
                {
                    return plan;
                }
            }
            return shape.HasDefault ? TryCreate(null, shape, names, ref missing) : null;
        }

        /// <summary>Whether the node's fields are these, in this order.</summary>
        internal bool Fits(NativeValue* node)
        {
            if (node->Size != readers.Length)
            {
                return false;
            }
            NativeValue* pairs = Nodes.Children(node);
            for (int i = 0; i < readers.Length; i++)
            {
                if (!NameNodes.Same(names[i], pairs + (2 * i)))
                {
                    return false;
                }
            }
            return true;
        }

        /// <summary>Whether the C# type that takes a field fits the field's type.</summary>
        internal bool AcceptsField(int index, SchemaType type) => readers[index].Accepts(type);

        /// <summary>The C# type that takes a field.</summary>
        internal Type FieldType(int index) => readers[index].Type;

        /// <summary>Takes a value out of a node that <see cref="Fits"/>.</summary>
        internal TRecord Take(NativeValue* node) => make((IntPtr)node->Data);

        private static RecordPlan<TRecord>? TryCreate(
            ConstructorInfo? constructor, RecordShape shape, string[] names, ref string? missing)
        {
            ParameterInfo[] parameters = constructor?.GetParameters() ?? Array.Empty<ParameterInfo>();
            var readers = new FieldReader?[names.Length];
            var values = new List<FieldReader>();
            foreach (ParameterInfo parameter in parameters)
            {
                int index = MemberNames.Match(names, parameter.Name!);
                if (index < 0 || readers[index] != null)
                {
                    return null;
                }
                values.Add(readers[index] = FieldReader.Create(parameter.ParameterType, index));
            }
            var bindings = new List<(MemberInfo, FieldReader)>();
            string[] settable = shape.Settable.Select(member => member.Name).ToArray();
            for (int i = 0; i < names.Length; i++)
            {
                if (readers[i] == null)
                {
                    int index = MemberNames.Match(settable, names[i]);
                    if (index < 0)
                    {
                        missing = names[i];
                        return null;
                    }
                    readers[i] = FieldReader.Create(RecordShape.TypeOf(shape.Settable[index]), i);
                    bindings.Add((shape.Settable[index], readers[i]!));
                }
            }
            return new RecordPlan<TRecord>(names, readers!, Compile(constructor, values, bindings));
        }

        private static Func<IntPtr, TRecord> Compile(
            ConstructorInfo? constructor, List<FieldReader> values, List<(MemberInfo Member, FieldReader Reader)> bindings)
        {
            ParameterExpression pairs = Expression.Parameter(typeof(IntPtr));
            NewExpression made = constructor == null
                ? Expression.New(typeof(TRecord))
                : Expression.New(constructor, values.Select(value => value.TakeFrom(pairs)));
            Expression filled = Expression.MemberInit(
                made, bindings.Select(binding => Expression.Bind(binding.Member, binding.Reader.TakeFrom(pairs))));
            return Expression.Lambda<Func<IntPtr, TRecord>>(filled, pairs).Compile();
        }
    }
}
