using System;

namespace TorchSharpPy
{
    /// <summary>A parameter of a TorchScript method or function. Two are equal if TorchScript prints them the same way.</summary>
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

        /// <summary>Whether callers may omit it.</summary>
        public bool HasDefault { get; }

        /// <summary>Whether Python callers must pass it by name. C# callers may also pass it by position.</summary>
        public bool IsKeywordOnly { get; }

        /// <summary>The default as TorchScript prints it; null if there is no default.</summary>
        public string? DefaultText { get; }

        /// <summary>
        /// The default, in the form in which untyped calls return values, with read-only lists for arrays; null if there is none.
        /// </summary>
        public object? DefaultValue { get; }

        /// <summary>Whether TorchScript prints both the same way.</summary>
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
