using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace TorchSharpPy.Convert
{
    /// <summary>The constructors and members of a class or struct that named tuples are matched with, found by reflection.</summary>
    internal sealed class RecordShape
    {
        private const BindingFlags Visible = BindingFlags.Public | BindingFlags.Instance;

        internal RecordShape(Type type)
        {
            Constructors = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).ToArray();
            HasDefault = type.IsValueType || Constructors.Any(one => one.GetParameters().Length == 0);
            PropertyInfo[] properties = type.GetProperties(Visible)
                .Where(property => property.GetIndexParameters().Length == 0 && !IsHidden(property, type))
                .ToArray();
            FieldInfo[] fields = type.GetFields(Visible);
            Settable = fields.Where(field => !field.IsInitOnly).Cast<MemberInfo>()
                .Concat(properties.Where(property => property.GetSetMethod() != null))
                .ToArray();
            // A property that nothing sets is computed from the others, so it is not a field.
            Readable = fields.Cast<MemberInfo>()
                .Concat(properties.Where(property => property.GetGetMethod() != null && (IsSettable(property) || IsParameter(property))))
                .ToArray();
        }

        /// <summary>The public constructors, those with the most parameters first.</summary>
        internal IReadOnlyList<ConstructorInfo> Constructors { get; }

        /// <summary>Whether it has a constructor without parameters.</summary>
        internal bool HasDefault { get; }

        /// <summary>The fields and properties that anyone can set.</summary>
        internal IReadOnlyList<MemberInfo> Settable { get; }

        /// <summary>The fields and properties that hold the values.</summary>
        internal IReadOnlyList<MemberInfo> Readable { get; }

        /// <summary>Whether a C# type may be matched with a named tuple.</summary>
        internal static bool Is(Type type) =>
            (type.IsClass ? !type.IsAbstract : type.IsValueType && !type.IsPrimitive && !type.IsEnum) &&
            !type.IsPointer &&
            !type.ContainsGenericParameters &&
            !typeof(Delegate).IsAssignableFrom(type) &&
            !typeof(System.Collections.IEnumerable).IsAssignableFrom(type) &&
            type.Assembly != typeof(RecordShape).Assembly &&
            type.Namespace?.Split('.')[0] != nameof(System) &&
            !IsPython(type);

        /// <summary>Whether it is a type of pythonnet, which this code may not refer to.</summary>
        internal static bool IsPython(Type type) => type.Namespace == "Python.Runtime";

        /// <summary>The type of a field's or property's values.</summary>
        internal static Type TypeOf(MemberInfo member) =>
            member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

        /// <summary>Whether a derived class hides it with a member of another type: <c>new double Weight</c>.</summary>
        private static bool IsHidden(PropertyInfo property, Type type) => type.GetProperties(Visible).Any(
            other => other.Name == property.Name && other.DeclaringType!.IsSubclassOf(property.DeclaringType!));

        private bool IsSettable(PropertyInfo property) => Settable.Contains(property);

        private bool IsParameter(PropertyInfo property) => Constructors.Any(
            constructor => constructor.GetParameters().Any(parameter => MemberNames.Same(parameter.Name!, property.Name)));
    }
}
