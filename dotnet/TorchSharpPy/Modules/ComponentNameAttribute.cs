using System;

namespace TorchSharpPy.Utils
{
    /// <summary>The name under which RegisterComponents registers a field, where it is not the field's own.</summary>
    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
    public sealed class ComponentNameAttribute : Attribute
    {
        /// <summary>The name, as it stands in a state_dict.</summary>
        public string? Name { get; set; }
    }
}
