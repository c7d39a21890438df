using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TorchSharpPy.Jit
{
    /// <summary>Moves arguments given by name to their places in the schema.</summary>
    internal static class NamedArguments
    {
        /// <summary>The names and values of a last argument that gives arguments by name; null for any other argument.</summary>
        internal static IEnumerable<KeyValuePair<string, object?>>? Of(object? last)
        {
            if (last is KeywordArguments keywords)
            {
                return keywords.Pairs;
            }
            return last != null && IsAnonymous(last.GetType())
                ? last.GetType().GetProperties().Select(member => KeyValuePair.Create<string, object?>(member.Name, member.GetValue(last)))
                : null;
        }

        /// <summary>All arguments by position, with marks for those that take their default.</summary>
        /// <exception cref="TorchTypeException">A name is unknown or given twice, or an argument is missing.</exception>
        internal static object?[] Place(
            FunctionSchema schema, object?[] positional, IEnumerable<KeyValuePair<string, object?>> named)
        {
            IReadOnlyList<SchemaParameter> parameters = schema.Parameters;
            var arguments = new List<object?>(positional);
            foreach (KeyValuePair<string, object?> argument in named)
            {
                int index = IndexOf(parameters, argument.Key);
                if (index < 0)
                {
                    throw Refuse(
                        schema,
                        $"there is no parameter '{argument.Key}'; {Listing(parameters)}. (A last argument of an anonymous type gives " +
                        "arguments by name. To pass such an object as a value, name its parameter: new { parameter = value })");
                }
                if (index < positional.Length)
                {
                    throw Refuse(schema, $"the argument '{argument.Key}' is given twice, by position and by name");
                }
                while (arguments.Count <= index)
                {
                    arguments.Add(DefaultArgument.Instance);
                }
                arguments[index] = argument.Value;
            }
            for (int i = positional.Length; i < parameters.Count; i++)
            {
                bool isGiven = i < arguments.Count && !(arguments[i] is DefaultArgument);
                if (!isGiven && !parameters[i].HasDefault)
                {
                    throw Refuse(schema, $"the argument '{parameters[i].Name}' is missing: {parameters[i]}");
                }
            }
            return arguments.ToArray();
        }

        private static bool IsAnonymous(Type type) =>
            type.IsNotPublic && type.Name.Contains("AnonymousType") && type.IsDefined(typeof(CompilerGeneratedAttribute));

        private static int IndexOf(IReadOnlyList<SchemaParameter> parameters, string name)
        {
            for (int i = 0; i < parameters.Count; i++)
            {
                if (parameters[i].Name == name)
                {
                    return i;
                }
            }
            return -1;
        }

        private static string Listing(IReadOnlyList<SchemaParameter> parameters) => parameters.Count == 0
            ? "it takes none"
            : "the parameters are " + string.Join(", ", parameters.Select(parameter => parameter.Name));

        private static TorchTypeException Refuse(FunctionSchema schema, string problem) =>
            new TorchTypeException($"The arguments do not fit '{schema.Name}': {problem}.\n  Its schema: {schema.Text}");
    }
}
