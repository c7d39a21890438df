using System.Collections.Generic;

namespace TorchSharpPy
{
    /// <summary>A TorchScript type.</summary>
    public sealed class SchemaType
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

        /// <summary>The types it is made of: of a tuple's items, a list's element, an optional's value.</summary>
        public IReadOnlyList<SchemaType> Contained { get; }

        /// <summary>The field names of a named tuple; empty for every other type.</summary>
        public IReadOnlyList<string> FieldNames { get; }

        /// <summary>The type as TorchScript prints it.</summary>
        public override string ToString() => Text;
    }
}
