using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace TorchSharpPy.Notebook
{
    /// <summary>A chain of script compilations, in which each cell sees what earlier cells declared.</summary>
    internal sealed class Submissions
    {
        private static readonly string[] Usings =
        {
            "System", "System.Collections.Generic", "System.Linq", "System.Threading.Tasks", "TorchSharpPy", "TorchSharpPy.torch",
        };

        private static readonly CSharpParseOptions ScriptSyntax =
            new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

        private readonly References references = new References();
        private readonly CellAssemblies assemblies = new CellAssemblies();
        // The code that declared a type in a namespace, by the type's name.
        private readonly Dictionary<string, string> libraries = new Dictionary<string, string>();
        private readonly ConcurrentDictionary<string, string[]> sources = new ConcurrentDictionary<string, string[]>();
        private CSharpCompilation? previous;

        // The scripts' constructors put themselves into the next slot; the first is for a host object.
        private object?[] instances = new object?[16];
        private int count;

        /// <summary>The lines of each cell, by its name. A cell that was left to itself may read it on its thread.</summary>
        internal IReadOnlyDictionary<string, string[]> Sources => sources;

        /// <summary>Compiles a cell. If that succeeds, later cells see its declarations.</summary>
        internal CompiledCell Compile(string code, string name)
        {
            SourceText text = SourceText.From(code, Encoding.UTF8);
            sources[name] = code.Split('\n');
            SyntaxTree tree = CSharpSyntaxTree.ParseText(text, ScriptSyntax, name);
            return HasNamespace(tree)
                ? CompileLibrary(CSharpSyntaxTree.ParseText(text, ScriptSyntax.WithKind(SourceCodeKind.Regular), name))
                : CompileScript(tree);
        }

        /// <summary>Gives a variable a value, and declares it if no variable has this name and type.</summary>
        internal void Declare(string name, object? value)
        {
            string type = TypeNames.CSharp(value?.GetType() ?? typeof(object));
            FieldInfo? known = Find(name, out object? owner);
            if (known == null || known.IsInitOnly || TypeNames.CSharp(known.FieldType) != type)
            {
                CompiledCell declared = CompileScript(CSharpSyntaxTree.ParseText(
                    $"{type} @{name} = default;", ScriptSyntax, "-i", Encoding.UTF8));
                if (declared.Errors != null)
                {
                    throw new ArgumentException($"'{name}' cannot be the name of a C# variable:\n{declared.Errors}");
                }
                declared.Start!().GetAwaiter().GetResult();
                known = Find(name, out owner)!;
            }
            known.SetValue(owner, value);
        }

        /// <summary>The value of a variable.</summary>
        /// <exception cref="KeyNotFoundException">No cell has declared it.</exception>
        internal object? Read(string name)
        {
            FieldInfo? field = Find(name, out object? owner);
            return field == null
                ? throw new KeyNotFoundException($"expected a variable '{name}', but no C# cell has declared one")
                : field.GetValue(owner);
        }

        private FieldInfo? Find(string name, out object? owner)
        {
            const BindingFlags Declared =
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            for (int i = count; i > 0; i--)
            {
                owner = instances[i];
                FieldInfo? field = owner?.GetType().GetField(name, Declared);
                if (field != null)
                {
                    return field;
                }
            }
            owner = null;
            return null;
        }

        /// <summary>A script cannot have a namespace, so such a cell is compiled as a file.</summary>
        private static bool HasNamespace(SyntaxTree tree) => ((CompilationUnitSyntax)tree.GetRoot())
            .Members.Any(member => member.Kind().ToString().EndsWith("NamespaceDeclaration", StringComparison.Ordinal));

        private CompiledCell CompileScript(SyntaxTree tree)
        {
            CSharpCompilationOptions options = Options
                .WithUsings(Usings)
                .WithScriptClassName($"Submission#{count}")
                .WithMetadataReferenceResolver(references)
                .WithSourceReferenceResolver(new SourceFileResolver(Array.Empty<string>(), Directory.GetCurrentDirectory()));
            CSharpCompilation compilation = CSharpCompilation.CreateScriptCompilation(
                $"Cell#{count}", tree, references.All(), options, previous, typeof(object));
            (CompiledCell? failed, Assembly? assembly, string? warnings) = Load(compilation);
            if (failed != null)
            {
                return failed;
            }
            previous = compilation;
            count++;
            if (count >= instances.Length)
            {
                Array.Resize(ref instances, 2 * instances.Length);
            }
            IMethodSymbol entry = compilation.GetEntryPoint(default)!;
            MethodInfo factory = assembly!.GetType(entry.ContainingType.MetadataName)!.GetMethod(
                entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
            var start = (Func<object?[], Task<object?>>)factory.CreateDelegate(typeof(Func<object?[], Task<object?>>));
            return new CompiledCell(null, warnings, () => start(instances));
        }

        private CompiledCell CompileLibrary(SyntaxTree tree)
        {
            string code = tree.ToString();
            string[] types = DeclaredTypes.Of(tree);
            string? known = types.FirstOrDefault(libraries.ContainsKey);
            if (known != null)
            {
                // Scripts that were compiled before keep the first type, so a second one would be ambiguous.
                bool isSame = types.All(type => libraries.TryGetValue(type, out string? before) && before == code);
                return new CompiledCell(isSame ? null : $"error: another cell has declared {known}: use %csharp_reset first\n", null, null);
            }
            CSharpCompilation compilation = CSharpCompilation.Create(
                $"File#{libraries.Count}", new[] { tree }, references.All(), Options.WithNullableContextOptions(
                    NullableContextOptions.Annotations));
            (CompiledCell? failed, _, string? warnings) = Load(compilation);
            if (failed == null)
            {
                references.Add(compilation.ToMetadataReference());
                Array.ForEach(types, type => libraries.Add(type, code));
            }
            return failed ?? new CompiledCell(null, warnings, null);
        }

        private (CompiledCell?, Assembly?, string?) Load(CSharpCompilation compilation)
        {
            using var code = new MemoryStream();
            using var symbols = new MemoryStream();
            EmitResult emitted = compilation.Emit(
                code, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
            string? warnings = DiagnosticText.Of(emitted.Diagnostics, DiagnosticSeverity.Warning);
            if (!emitted.Success)
            {
                return (new CompiledCell(DiagnosticText.Of(emitted.Diagnostics, DiagnosticSeverity.Error), null, null), null, null);
            }
            code.Position = symbols.Position = 0;
            return (null, assemblies.LoadFromStream(code, symbols), warnings);
        }

        private static readonly CSharpCompilationOptions Options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true)
            .WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic>
            {
                ["CS1701"] = ReportDiagnostic.Suppress, // a library of another framework version: the runtime unifies them
                ["CS1702"] = ReportDiagnostic.Suppress,
            });
    }
}
