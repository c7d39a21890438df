using System;

namespace TorchSharpPy.Utils
{
    /// <summary>Gives the name under which RegisterComponents registers a field, instead of the field's name.</summary>
    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
    public sealed class ComponentNameAttribute : Attribute
    {
        /// <summary>The name, as it appears in a state_dict.</summary>
        public string? Name { get; set; }
    }
}
