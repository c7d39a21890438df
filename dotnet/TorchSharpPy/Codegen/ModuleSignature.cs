using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TorchSharpPy.Codegen;

namespace TorchSharpPy
{
    /// <summary>Checks whether a module is the one that a class was generated for.</summary>
    /// <remarks>
    /// A signature has a line for each method and for each type that the methods use. Python's <c>codegen</c> writes the
    /// same lines (<c>torchsharp_py/codegen/signature.py</c>).
    /// </remarks>
    public static class ModuleSignature
    {
        // libtorch adds this to a name that was already used in the process that scripted the model.
        private static readonly Regex Mangling = new Regex(@"___torch_mangle_\d+\.", RegexOptions.CultureInvariant);

        /// <summary>Rejects a module that has another signature.</summary>
        /// <param name="module">The module.</param>
        /// <param name="className">The name of the generated class, for the message.</param>
        /// <param name="sha256">The SHA-256 of <paramref name="expected"/>, in hexadecimal.</param>
        /// <param name="expected">The signature that the class was generated for.</param>
        /// <exception cref="TorchTypeException">The signature differs; the message lists what was added, removed and changed.</exception>
        public static void Verify(torch.jit.ScriptModule module, string className, string sha256, IReadOnlyList<string> expected)
        {
            _ = module ?? throw new ArgumentNullException(nameof(module));
            string[] found = Lines(module);
            if (Digest(found) != sha256)
            {
                throw new TorchTypeException(
                    $"The model is not the one that {className} was generated for:\n" +
                    string.Join("\n", SignatureDifferences.Between(expected, found)) +
                    "\nGenerate the class again from this file, or load the file it was generated from.");
            }
        }

        private static string[] Lines(torch.jit.ScriptModule module)
        {
            var lines = new HashSet<string>();
            foreach (string name in module.Methods.Where(name => !IsProtocol(name)))
            {
                FunctionSchema schema = module.Schema(name);
                lines.Add(schema.Text);
                foreach (SchemaParameter parameter in schema.Parameters)
                {
                    AddNamed(parameter.Type, lines);
                }
                AddNamed(schema.Returns, lines);
            }
            return lines.Select(line => Mangling.Replace(line, string.Empty)).OrderBy(line => line, StringComparer.Ordinal).ToArray();
        }

        // Special methods of Python, such as __setstate__.
        private static bool IsProtocol(string name) =>
            name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal);

        private static void AddNamed(SchemaType type, HashSet<string> lines)
        {
            if (type.Kind == SchemaKind.Tuple && type.FieldNames.Count > 0)
            {
                var fields = type.Contained.Zip(type.FieldNames, (item, name) => $"{item} {name}");
                lines.Add($"NamedTuple {type}({string.Join(", ", fields)})");
            }
            else if (type.Kind == SchemaKind.Enum)
            {
                lines.Add($"Enum {type}({string.Join(", ", type.FieldNames)})");
            }
            else if (type.Kind == SchemaKind.Class)
            {
                lines.Add($"class {type}({string.Join(", ", type.FieldNames)})");
            }
            foreach (SchemaType item in type.Contained)
            {
                AddNamed(item, lines);
            }
        }

        private static string Digest(IEnumerable<string> lines)
        {
            using var algorithm = SHA256.Create();
            byte[] digest = algorithm.ComputeHash(Encoding.UTF8.GetBytes(string.Join("\n", lines)));
            return string.Concat(digest.Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        }
    }
}
