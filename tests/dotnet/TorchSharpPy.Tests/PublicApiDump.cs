using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace TorchSharpPy.Tests
{
    /// <summary>The public API of an assembly as text: one line for each type and member, sorted.</summary>
    public static class PublicApi
    {
        private static readonly Dictionary<Type, string> Keywords = new Dictionary<Type, string>
        {
            [typeof(void)] = "void",
            [typeof(bool)] = "bool",
            [typeof(sbyte)] = "sbyte",
            [typeof(int)] = "int",
            [typeof(long)] = "long",
            [typeof(float)] = "float",
            [typeof(double)] = "double",
            [typeof(string)] = "string",
            [typeof(object)] = "object",
        };

        private const BindingFlags Declared =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

        /// <summary>All lines, each ended by a line feed.</summary>
        public static string Dump(Assembly assembly)
        {
            IEnumerable<string> lines = assembly.GetExportedTypes().SelectMany(type => Members(type).Prepend(TypeLine(type)));
            return string.Concat(lines.OrderBy(line => line, StringComparer.Ordinal).Select(line => line + "\n"));
        }

        [Test]
        public static void The_public_api_is_the_approved_one()
        {
            using Stream approved = typeof(PublicApi).Assembly.GetManifestResourceStream("PublicApi.txt")
                ?? throw new InvalidOperationException("PublicApi.txt is not embedded");
            using var reader = new StreamReader(approved);
            string[] expected = reader.ReadToEnd().Split('\n');
            string[] actual = Dump(typeof(torch).Assembly).Split('\n');
            Check.Equal(string.Empty, string.Join("\n", expected.Except(actual).Select(line => "- " + line)));
            Check.Equal(string.Empty, string.Join("\n", actual.Except(expected).Select(line => "+ " + line)));
        }

        private static string TypeLine(Type type)
        {
            IEnumerable<Type> interfaces = type.GetInterfaces().Where(one => one.IsVisible).OrderBy(Name, StringComparer.Ordinal);
            IEnumerable<Type> bases = type.IsEnum
                ? new[] { Enum.GetUnderlyingType(type) }
                : interfaces.Prepend(type.BaseType ?? typeof(object)).Where(one => one != typeof(object) && one != typeof(ValueType));
            string tail = string.Join(", ", bases.Select(Name));
            return $"{Name(type)} : {Kind(type)}{(tail.Length == 0 ? string.Empty : " : " + tail)}";
        }

        private static string Kind(Type type)
        {
            if (type.IsInterface || type.IsValueType)
            {
                return type.IsEnum ? "enum" : type.IsInterface ? "interface" : "struct";
            }
            if (type.IsAbstract)
            {
                return type.IsSealed ? "static class" : "abstract class";
            }
            return type.IsSealed ? "sealed class" : "class";
        }

        private static IEnumerable<string> Members(Type type)
        {
            string owner = Name(type) + ".";
            IEnumerable<string> fields = type.GetFields(Declared).Where(IsVisible).Select(Field);
            IEnumerable<string> constructors = type.GetConstructors(Declared).Where(IsVisible).Select(one => "new" + Parameters(one));
            IEnumerable<string> properties =
                type.GetProperties(Declared).Where(one => one.GetAccessors(true).Any(IsVisible)).Select(Property);
            IEnumerable<string> methods = type.GetMethods(Declared).Where(IsListed).Select(Method);
            IEnumerable<string> events = type.GetEvents(Declared).Where(one => IsVisible(one.AddMethod)).Select(Event);
            return fields.Concat(constructors).Concat(properties).Concat(methods).Concat(events).Select(line => owner + line);
        }

        private static string Field(FieldInfo field)
        {
            string value = field.IsLiteral ? " = " + Constant(field.GetRawConstantValue()) : string.Empty;
            return $"{field.Name} : {(field.IsStatic ? "static " : string.Empty)}{Name(field.FieldType)}{value}";
        }

        private static string Property(PropertyInfo property)
        {
            ParameterInfo[] indices = property.GetIndexParameters();
            string index = indices.Length == 0 ? string.Empty : $"[{string.Join(", ", indices.Select(Parameter))}]";
            IEnumerable<string> accessors =
                property.GetAccessors(true).Where(IsVisible).Select(one => one.ReturnType == typeof(void) ? "set;" : "get;");
            string modifiers = Modifiers(property.GetAccessors(true)[0]);
            return $"{property.Name}{index} : {modifiers}{Name(property.PropertyType)} {{ {string.Join(" ", accessors)} }}";
        }

        private static string Event(EventInfo one) =>
            $"{one.Name} : {Modifiers(one.AddMethod)}event {Name(one.EventHandlerType)}";

        private static string Method(MethodInfo method)
        {
            string generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : string.Empty;
            return $"{method.Name}{generics}{Parameters(method)} : {Modifiers(method)}{Name(method.ReturnType)}";
        }

        private static bool IsListed(MethodInfo method)
        {
            bool isAccessor = method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);
            return IsVisible(method) && !isAccessor && method.Name != "Finalize";
        }

        private static bool IsVisible(FieldInfo field) =>
            (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName;

        private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

        private static string Modifiers(MethodBase method)
        {
            string access = method.IsPublic ? string.Empty : "protected ";
            if (method.IsStatic)
            {
                return access + "static ";
            }
            if (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal)
            {
                return access;
            }
            bool overrides = method is MethodInfo info && info.GetBaseDefinition() != info;
            return access + (method.IsAbstract ? "abstract " : overrides ? "override " : "virtual ");
        }

        private static string Constant(object? value) =>
            System.Convert.ToString(value ?? "null", System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty;

        private static string Parameters(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(Parameter))})";

        private static string Parameter(ParameterInfo parameter)
        {
            string prefix = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty;
            string fallback = parameter.HasDefaultValue ? " = " + Constant(parameter.RawDefaultValue) : string.Empty;
            return $"{prefix}{Name(parameter.ParameterType)} {parameter.Name}{fallback}";
        }

        private static string Name(Type type)
        {
            if (type.IsGenericParameter)
            {
                return type.Name;
            }
            if (Keywords.TryGetValue(type, out string keyword))
            {
                return keyword;
            }
            if (Nullable.GetUnderlyingType(type) is Type inner)
            {
                return Name(inner) + "?";
            }
            if (type.HasElementType)
            {
                string suffix = type.IsArray ? $"[{new string(',', type.GetArrayRank() - 1)}]" : type.IsPointer ? "*" : "&";
                return Name(type.GetElementType()!) + suffix;
            }
            string plain = type.Name.Split('`')[0];
            string space = type.Namespace == nameof(TorchSharpPy) ? string.Empty : type.Namespace + ".";
            string scope = type.DeclaringType != null ? Name(type.DeclaringType) + "." : space;
            Type[] arguments = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToArray();
            return scope + plain + (arguments.Length == 0 ? string.Empty : $"<{string.Join(", ", arguments.Select(Name))}>");
        }
    }
}
