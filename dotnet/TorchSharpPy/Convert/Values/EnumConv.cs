using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>A C# enum as a TorchScript enum: members are matched by their names.</summary>
    internal sealed unsafe class EnumConv<T> : Conv<T>
        where T : unmanaged, Enum
    {
        private readonly Dictionary<T, int> indices = new Dictionary<T, int>();
        private readonly T[] values;
        private readonly NameNodes names;

        /// <summary>Members found so far whose TorchScript names differ. The array is replaced, never changed.</summary>
        private volatile Alias[] aliases = Array.Empty<Alias>();

        internal EnumConv()
        {
            string[] members = Enum.GetNames(typeof(T));
            values = members.Select(name => (T)Enum.Parse(typeof(T), name)).ToArray();
            names = new NameNodes(members);
            for (int i = 0; i < members.Length; i++)
            {
                indices.TryAdd(values[i], i); // the first of several names for one value
            }
        }

        internal override SchemaKind Kind => SchemaKind.Enum;

        internal override void Put(T value, NativeValue* node, ref CallFrame frame)
        {
            if (!indices.TryGetValue(value, out int index))
            {
                throw new TorchTypeException(
                    FormattableString.Invariant($"{value} is not a member of {TypeNames.Of(typeof(T))}: expected one of {string.Join(", ", names.All)}."));
            }
            CallFrame.PutItems(node, NativeKind.Enum, names[index], 1);
        }

        internal override T Take(NativeValue* node)
        {
            Expect(node, NativeKind.Enum);
            NativeValue* name = Nodes.Children(node);
            int index = names.IndexOf(name);
            return index >= 0 ? values[index] : TakeAlias(name);
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) =>
            type.Kind == SchemaKind.Enum &&
            (direction == Direction.Argument
                ? type.FieldNames.Any(IsKnown) // the call refuses a name that TorchScript does not know
                : type.FieldNames.All(IsKnown));

        private protected override string? ExplainPlain(SchemaType type, Direction direction)
        {
            if (type.Kind != SchemaKind.Enum)
            {
                return null;
            }
            string missing = string.Join(", ", type.FieldNames.Where(name => !IsKnown(name)));
            return $"{TypeNames.Of(typeof(T))} has no member for {missing}";
        }

        private bool IsKnown(string name) => names.Match(name) >= 0;

        private T TakeAlias(NativeValue* name)
        {
            foreach (Alias alias in aliases)
            {
                if (alias.Names.IndexOf(name) >= 0)
                {
                    return alias.Value;
                }
            }
            string text = Nodes.Text(name);
            int index = names.Match(text);
            if (index < 0)
            {
                throw new TorchTypeException(
                    $"TorchScript returned the enum member {text}, which {TypeNames.Of(typeof(T))} does not have; " +
                    $"it has {string.Join(", ", names.All)}.");
            }
            aliases = aliases.Append(new Alias(text, values[index])).ToArray();
            return values[index];
        }

        private readonly struct Alias
        {
            internal readonly NameNodes Names;
            internal readonly T Value;

            internal Alias(string name, T value)
            {
                Names = new NameNodes(new[] { name });
                Value = value;
            }
        }
    }
}
