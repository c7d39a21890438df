using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy.Schema
{
    /// <summary>TorchScript types as C# and Python write them; torchsharp_py/schema/spelling.py says the same.</summary>
    internal static class TypeSpelling
    {
        private static readonly Dictionary<SchemaKind, (string csharp, string python)> Plain =
            new Dictionary<SchemaKind, (string csharp, string python)>
            {
                [SchemaKind.Tensor] = ("Tensor", "torch.Tensor"),
                [SchemaKind.Int] = ("long", "int"),
                [SchemaKind.Float] = ("double", "float"),
                [SchemaKind.Bool] = ("bool", "bool"),
                [SchemaKind.String] = ("string", "str"),
                [SchemaKind.None] = ("object?", "None"),
                [SchemaKind.Number] = ("Scalar", "bool | int | float | complex"),
                [SchemaKind.Device] = ("Device", "torch.device"),
                [SchemaKind.Complex] = ("Complex", "complex"),
                [SchemaKind.Any] = ("object?", "Any"),
                [SchemaKind.Class] = ("ScriptObject", "jit.ScriptObject"),
                [SchemaKind.Interface] = ("ScriptModule", "jit.ScriptModule"),
                [SchemaKind.Generator] = ("Generator", "torch.Generator"),
                [SchemaKind.Other] = ("ScriptObject", "object"),
            };

        // Items cannot have these names: value tuples have such members, or the compiler reserves them.
        private static readonly HashSet<string> TupleMembers = new HashSet<string>
        {
            "CompareTo", "Deconstruct", "Equals", "GetHashCode", "Rest", "ToString",
        };

        private static readonly HashSet<string> Keywords = new HashSet<string>((
            "abstract as base bool break byte case catch char checked class const continue decimal default delegate do " +
            "double else enum event explicit extern false finally fixed float for foreach goto if implicit in int " +
            "interface internal is lock long namespace new null object operator out override params private protected " +
            "public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true " +
            "try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '));

        /// <summary>Such as <c>Dictionary&lt;string, Tensor&gt;</c>.</summary>
        internal static string CSharp(SchemaType type)
        {
            string[] inner = type.Contained.Select(CSharp).ToArray();
            switch (type.Kind)
            {
                case SchemaKind.Tuple:
                    return CSharpTuple(inner, type.FieldNames);
                case SchemaKind.List:
                    return inner[0] + "[]";
                case SchemaKind.Dict:
                    return $"Dictionary<{string.Join(", ", inner)}>";
                case SchemaKind.Optional:
                    return inner[0].TrimEnd('?') + "?";
                case SchemaKind.Union:
                    return type.Contained.Any(member => member.Kind == SchemaKind.None) ? "object?" : "object";
                case SchemaKind.Future:
                case SchemaKind.Await:
                    return type.Contained[0].Kind == SchemaKind.None ? "Task" : $"Task<{inner[0]}>";
                case SchemaKind.Enum:
                    return "EnumValue";
                default:
                    return Plain[type.Kind].csharp;
            }
        }

        /// <summary>Such as <c>dict[str, torch.Tensor]</c>.</summary>
        internal static string Python(SchemaType type)
        {
            string[] inner = type.Contained.Select(Python).ToArray();
            switch (type.Kind)
            {
                case SchemaKind.Tuple when type.FieldNames.Count == 0:
                    return inner.Length == 0 ? "tuple[()]" : $"tuple[{string.Join(", ", inner)}]";
                case SchemaKind.List:
                    return $"list[{inner[0]}]";
                case SchemaKind.Dict:
                    return $"dict[{string.Join(", ", inner)}]";
                case SchemaKind.Optional:
                    return inner[0] + " | None";
                case SchemaKind.Union:
                    return string.Join(" | ", inner);
                case SchemaKind.Future:
                case SchemaKind.Await:
                    return $"jit.Future[{inner[0]}]";
                default:
                    // Named tuples and enums are written as the last part of their names.
                    return Plain.TryGetValue(type.Kind, out var plain)
                        ? plain.python
                        : type.Text.Substring(type.Text.LastIndexOf('.') + 1);
            }
        }

        private static string CSharpTuple(string[] items, IReadOnlyList<string> fields)
        {
            if (items.Length < 2)
            {
                return items.Length == 0 ? nameof(ValueTuple) : $"ValueTuple<{items[0]}>";
            }
            bool named = fields.Count == items.Length &&
                !fields.Any(name => TupleMembers.Contains(name) || name.StartsWith("Item", StringComparison.Ordinal));
            return $"({string.Join(", ", named ? items.Zip(fields, (item, name) => $"{item} {Escape(name)}") : items)})";
        }

        private static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;
    }
}
