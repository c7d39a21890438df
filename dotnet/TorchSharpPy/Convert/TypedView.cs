using System;
using System.Linq;

namespace TorchSharpPy.Convert
{
    /// <summary>Compares C# types with a schema, once, when a typed view is made.</summary>
    internal static class TypedView
    {
        /// <summary>Refuses argument types that do not fit.</summary>
        /// <exception cref="TorchTypeException">The message has the schema and the first mismatch.</exception>
        internal static void Check(FunctionSchema schema, Type[] arguments, Type result)
        {
            if (arguments.Length < schema.RequiredCount || arguments.Length > schema.Parameters.Count)
            {
                throw Refuse(schema, $"it takes {Count(schema)}, got C# types for {arguments.Length}");
            }
            for (int i = 0; i < arguments.Length; i++)
            {
                SchemaParameter parameter = schema.Parameters[i];
                Conv argument = Conv.Of(arguments[i]);
                if (!argument.Accepts(parameter.Type, Direction.Argument))
                {
                    throw Refuse(
                        schema,
                        $"parameter '{parameter.Name}' has the TorchScript type {parameter.Type}, " +
                        $"which does not take {TypeNames.Of(arguments[i])}{Why(argument, parameter.Type, Direction.Argument)}; " +
                        $"use {parameter.Type.CSharp}");
                }
            }
            CheckResult(schema, result);
        }

        /// <summary>Refuses a result type that does not fit.</summary>
        /// <exception cref="TorchTypeException">The message has the schema and the mismatch.</exception>
        internal static void CheckResult(FunctionSchema schema, Type result)
        {
            Conv conv = Conv.Of(result);
            if (!conv.Accepts(schema.Returns, Direction.Result))
            {
                throw Refuse(
                    schema,
                    $"the result has the TorchScript type {schema.Returns}, which cannot become {TypeNames.Of(result)}" +
                    $"{Why(conv, schema.Returns, Direction.Result)}; use {schema.Returns.CSharp}");
            }
        }

        /// <summary>The error for a type that an attribute's value does not fit.</summary>
        internal static TorchTypeException RefuseAttribute(
            SchemaType owner, string name, SchemaType attribute, Conv conv, Type result) => new TorchTypeException(
            $"The attribute '{name}' of {owner} has the TorchScript type {attribute}, which cannot become " +
            $"{TypeNames.Of(result)}{Why(conv, attribute, Direction.Result)}; use {attribute.CSharp}.");

        private static string Why(Conv conv, SchemaType type, Direction direction) =>
            conv.Explain(type, direction) is string reason ? $" ({reason})" : string.Empty;

        private static TorchTypeException Refuse(FunctionSchema schema, string mismatch) => new TorchTypeException(
            $"The C# types do not fit '{schema.Name}': {mismatch}.\n  Its schema: {schema.Text}");

        private static string Count(FunctionSchema schema)
        {
            int most = schema.Parameters.Count;
            string names = most == 0 ? string.Empty : $" ({string.Join(", ", schema.Parameters.Select(p => p.Name))})";
            string number = schema.RequiredCount == most ? $"{most}" : $"{schema.RequiredCount} to {most}";
            return $"{number} argument{(most == 1 ? string.Empty : "s")}{names}";
        }
    }
}
