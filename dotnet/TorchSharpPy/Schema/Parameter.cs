namespace TorchSharpPy
{
    /// <summary>A parameter of a TorchScript method or function.</summary>
    public sealed class Parameter
    {
        internal Parameter(string name, SchemaType type, bool hasDefault, bool isKeywordOnly, string? defaultText)
        {
            Name = name;
            Type = type;
            HasDefault = hasDefault;
            IsKeywordOnly = isKeywordOnly;
            DefaultText = defaultText;
        }

        /// <summary>Its name.</summary>
        public string Name { get; }

        /// <summary>Its TorchScript type.</summary>
        public SchemaType Type { get; }

        /// <summary>Whether callers may leave it out.</summary>
        public bool HasDefault { get; }

        /// <summary>Whether Python callers must name it. C# passes every argument by position.</summary>
        public bool IsKeywordOnly { get; }

        /// <summary>The default as TorchScript prints it; null where there is none.</summary>
        public string? DefaultText { get; }

        /// <summary>The parameter as TorchScript prints it.</summary>
        public override string ToString() => $"{Type} {Name}" + (HasDefault ? "=" + DefaultText : string.Empty);
    }
}
