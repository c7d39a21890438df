using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using TorchSharpPy.Utils;

namespace TorchSharpPy.Modules
{
    /// <summary>The fields of a module class that can hold modules, parameters and buffers.</summary>
    internal static class ComponentFields
    {
        private const BindingFlags Own =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        /// <summary>All fields: base classes first, as Python's <c>__init__</c> runs; within a class in the order of declaration.</summary>
        internal static IEnumerable<FieldInfo> Of(torch.nn.Module module)
        {
            var classes = new Stack<Type>();
            for (Type? type = module.GetType(); type != null && type != typeof(torch.nn.Module); type = type.BaseType)
            {
                classes.Push(type);
            }
            return classes.SelectMany(type => type.GetFields(Own).OrderBy(field => field.MetadataToken));
        }

        /// <summary>The name to register a field under: from its attribute, its property, or the field itself.</summary>
        internal static string NameOf(FieldInfo field)
        {
            string name = field.Name;
            MemberInfo member = field;
            int end = name.IndexOf(">k__BackingField", StringComparison.Ordinal);
            if (end > 0)
            {
                name = name.Substring(1, end - 1);
                member = field.DeclaringType!.GetProperty(name, Own) ?? member;
            }
            return member.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? name;
        }

        /// <summary>Assigns another object to every field that holds a given one.</summary>
        internal static void Replace(torch.nn.Module module, object before, object after)
        {
            foreach (FieldInfo field in Of(module))
            {
                if (!field.FieldType.IsValueType && ReferenceEquals(field.GetValue(module), before))
                {
                    field.SetValue(module, after);
                }
            }
        }
    }
}
