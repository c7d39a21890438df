using System;
using System.Collections.Generic;
using TorchSharpPy.Schema;

namespace TorchSharpPy
{
    /// <summary>A TorchScript type, as a tree. Two types are equal if TorchScript prints them the same way.</summary>
    public sealed class SchemaType : IEquatable<SchemaType>
    {
        internal SchemaType(
            SchemaKind kind,
            string text,
            IReadOnlyList<SchemaType> contained,
            IReadOnlyList<string> fieldNames)
        {
            Kind = kind;
            Text = text;
            Contained = contained;
            FieldNames = fieldNames;
        }

        /// <summary>The kind of type.</summary>
        public SchemaKind Kind { get; }

        /// <summary>The type as TorchScript prints it.</summary>
        public string Text { get; }

        /// <summary>
        /// The types that it contains: of a tuple's items, a list's element, an optional's value, a dictionary's key and
        /// value, a future's value, an enum's values.
        /// </summary>
        public IReadOnlyList<SchemaType> Contained { get; }

        /// <summary>
        /// The names of a named tuple's fields, an enum's members or a class's attributes; empty for every other type.
        /// </summary>
        public IReadOnlyList<string> FieldNames { get; }

        /// <summary>The type as C# writes it, such as <c>Dictionary&lt;string, Tensor&gt;</c>.</summary>
        public string CSharp => TypeSpelling.CSharp(this);

        /// <summary>The type as Python writes it, such as <c>dict[str, torch.Tensor]</c>.</summary>
        public string Python => TypeSpelling.Python(this);

        /// <summary>Whether TorchScript prints both the same way.</summary>
        public bool Equals(SchemaType? other) => !(other is null) && Kind == other.Kind && Text == other.Text;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => Equals(obj as SchemaType);

        /// <inheritdoc/>
        public override int GetHashCode() => Text.GetHashCode();

        /// <summary>The type as TorchScript prints it.</summary>
        public override string ToString() => Text;
    }
}
