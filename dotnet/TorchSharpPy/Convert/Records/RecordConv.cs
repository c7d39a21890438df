using System;
using System.Linq;
using System.Reflection;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>Any other class or struct as a <c>NamedTuple</c>, matched by the names of its fields; null is <c>None</c>.</summary>
    internal sealed unsafe class RecordConv<T> : Conv<T>
    {
        private readonly RecordShape shape = new RecordShape(typeof(T));
        private readonly NameNodes names;
        private readonly RecordMember<T>[] members;

        /// <summary>One for each named tuple that may come back, usually one. The array is replaced, never changed.</summary>
        private volatile RecordPlan<T>[] plans = Array.Empty<RecordPlan<T>>();

        internal RecordConv()
        {
            names = new NameNodes(shape.Readable.Select(member => member.Name).ToArray());
            members = shape.Readable.Select(member => (RecordMember<T>)Activator.CreateInstance(
                typeof(RecordMember<,>).MakeGenericType(typeof(T), RecordShape.TypeOf(member)),
                BindingFlags.Instance | BindingFlags.NonPublic,
                null,
                new object[] { member },
                null)!).ToArray();
        }

        internal override SchemaKind Kind => SchemaKind.Tuple;

        internal override void Put(T value, NativeValue* node, ref CallFrame frame)
        {
            if (value == null)
            {
                Nodes.PutNone(node);
                return;
            }
            frame.EnterItems(); // only a class can contain itself
            NativeValue* pair = frame.AllocateNodes(2 * members.Length);
            CallFrame.PutItems(node, NativeKind.NamedTuple, pair, members.Length);
            for (int i = 0; i < members.Length; i++, pair += 2)
            {
                *pair = *names[i];
                members[i].Put(value, pair + 1, ref frame);
            }
            frame.LeaveItems();
        }

        internal override T Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None && IsNullable)
            {
                return default!;
            }
            Expect(node, NativeKind.NamedTuple);
            foreach (RecordPlan<T> plan in plans)
            {
                if (plan.Fits(node))
                {
                    return plan.Take(node);
                }
            }
            return PlanFor(node).Take(node);
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Tuple && type.FieldNames.Count > 0 && ExplainPlain(type, direction) == null;

        private protected override string? ExplainPlain(SchemaType type, Direction direction)
        {
            if (type.Kind != SchemaKind.Tuple)
            {
                return null;
            }
            if (type.FieldNames.Count == 0)
            {
                return "the items of a plain tuple have no names; use a value tuple";
            }
            return direction == Direction.Argument ? ExplainArgument(type) : ExplainResult(type);
        }

        private static string Unfit(SchemaType named, int index, Type type) =>
            $"its field '{named.FieldNames[index]}' has the TorchScript type {named.Contained[index]}, " +
            $"which does not fit {TypeNames.Of(type)}";

        private string? ExplainArgument(SchemaType named)
        {
            for (int i = 0; i < named.FieldNames.Count; i++)
            {
                int index = names.Match(named.FieldNames[i]);
                if (index < 0)
                {
                    return $"{TypeNames.Of(typeof(T))} has no member for the field '{named.FieldNames[i]}'";
                }
                if (!members[index].Accepts(named.Contained[i]))
                {
                    return Unfit(named, i, RecordShape.TypeOf(shape.Readable[index]));
                }
            }
            string[] fields = named.FieldNames.ToArray();
            string? extra = names.All.FirstOrDefault(name => MemberNames.Match(fields, name) < 0);
            if (extra != null)
            {
                return $"the named tuple has no field for the member {extra} of {TypeNames.Of(typeof(T))}";
            }
            return members.Length == fields.Length
                ? null
                : $"several members of {TypeNames.Of(typeof(T))} match one field: {string.Join(", ", names.All)}";
        }

        private string? ExplainResult(SchemaType named)
        {
            RecordPlan<T>? plan = PlanFor(named.FieldNames.ToArray(), out string? missing);
            if (plan == null)
            {
                return NoPlan(missing);
            }
            for (int i = 0; i < named.FieldNames.Count; i++)
            {
                if (!plan.AcceptsField(i, named.Contained[i]))
                {
                    return Unfit(named, i, plan.FieldType(i));
                }
            }
            return null;
        }

        private RecordPlan<T> PlanFor(NativeValue* node)
        {
            var fields = new string[node->Size];
            for (int i = 0; i < fields.Length; i++)
            {
                fields[i] = Nodes.Text(Nodes.Children(node) + (2 * i));
            }
            return PlanFor(fields, out string? missing) ?? throw new TorchTypeException(
                $"TorchScript returned a named tuple of {string.Join(", ", fields)}: {NoPlan(missing)}.");
        }

        private RecordPlan<T>? PlanFor(string[] fields, out string? missing)
        {
            missing = null;
            RecordPlan<T>? plan = plans.FirstOrDefault(known => known.Fields.SequenceEqual(fields));
            if (plan == null)
            {
                plan = RecordPlan<T>.Create(shape, fields, out missing);
                plans = plan == null ? plans : plans.Append(plan).ToArray();
            }
            return plan;
        }

        private string NoPlan(string? missing) => missing == null
            ? $"{TypeNames.Of(typeof(T))} has no public constructor whose parameters are all fields of the named tuple"
            : $"no public constructor or setter of {TypeNames.Of(typeof(T))} takes the field '{missing}'";
    }
}
