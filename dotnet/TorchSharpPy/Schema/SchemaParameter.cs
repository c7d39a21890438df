using System;

namespace TorchSharpPy
{
    /// <summary>A parameter of a TorchScript method or function. Parameters are equal that TorchScript prints alike.</summary>
    public sealed class SchemaParameter : IEquatable<SchemaParameter>
    {
        internal SchemaParameter(
            string name,
            SchemaType type,
            bool hasDefault,
            bool isKeywordOnly,
            string? defaultText,
            object? defaultValue)
        {
            Name = name;
            Type = type;
            HasDefault = hasDefault;
            IsKeywordOnly = isKeywordOnly;
            DefaultText = defaultText;
            DefaultValue = defaultValue;
        }

        /// <summary>Its name.</summary>
        public string Name { get; }

        /// <summary>Its TorchScript type.</summary>
        public SchemaType Type { get; }

        /// <summary>Whether callers may leave it out.</summary>
        public bool HasDefault { get; }

        /// <summary>Whether Python callers must name it. C# callers may also pass it by its position in the schema.</summary>
        public bool IsKeywordOnly { get; }

        /// <summary>The default as TorchScript prints it; null where there is none.</summary>
        public string? DefaultText { get; }

        /// <summary>
        /// The default as untyped calls return values, with read-only lists for arrays; null also where there is none.
        /// </summary>
        public object? DefaultValue { get; }

        /// <summary>Whether TorchScript prints both alike.</summary>
        public bool Equals(SchemaParameter? other) =>
            !(other is null) && IsKeywordOnly == other.IsKeywordOnly && Type.Equals(other.Type) && ToString() == other.ToString();

        /// <inheritdoc/>
        public override bool Equals(object? obj) => Equals(obj as SchemaParameter);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Name, Type);

        /// <summary>The parameter as TorchScript prints it.</summary>
        public override string ToString() => $"{Type} {Name}" + (HasDefault ? "=" + DefaultText : string.Empty);
    }
}
