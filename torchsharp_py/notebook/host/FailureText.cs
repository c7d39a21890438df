using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using TorchSharpPy.Errors;

namespace TorchSharpPy.Notebook
{
    /// <summary>An exception as text: type, message, and the frames of cells with what the innermost one called.</summary>
    internal static class FailureText
    {
        // What the compiler calls the state machine of an async method, a local function, a lambda.
        private static readonly Regex Generated = new Regex(@"^<+(?<name>[^<>]*)>+(?<kind>[a-z])__(?<local>\w*)");

        internal static string Of(Exception error, IReadOnlyDictionary<string, string[]> sources)
        {
            var text = new StringBuilder();
            string prefix = string.Empty;
            for (Exception? one = error; one != null; one = one.InnerException)
            {
                text.Append(prefix).Append(one.GetType().FullName).Append(": ").Append(one.Message).Append('\n');
                AppendFrames(text, one, sources);
                if (one is ITorchError torch && torch.TorchScriptTraceback.Length > 0)
                {
                    text.Append(torch.TorchScriptTraceback.TrimEnd()).Append('\n');
                }
                prefix = "Caused by ";
            }
            return text.ToString().TrimEnd();
        }

        private static void AppendFrames(StringBuilder text, Exception error, IReadOnlyDictionary<string, string[]> sources)
        {
            StackFrame[] frames = new StackTrace(error, true).GetFrames()
                .Where(frame => frame?.GetMethod() is MethodBase method && !IsPlumbing(method)).ToArray()!;
            int innermost = Array.FindIndex(frames, frame => IsOfCell(frame.GetMethod()!));
            if (innermost > 0)
            {
                MethodBase called = frames[innermost - 1].GetMethod()!;
                text.Append($"   at {called.DeclaringType?.FullName?.Replace('+', '.')}.{called.Name}({Parameters(called)})\n");
            }
            foreach (StackFrame frame in frames.Where(frame => IsOfCell(frame.GetMethod()!)))
            {
                AppendCellFrame(text, frame, frame.GetMethod()!, sources);
            }
        }

        private static void AppendCellFrame(
            StringBuilder text, StackFrame frame, MethodBase method, IReadOnlyDictionary<string, string[]> sources)
        {
            string name = NameOf(method);
            string file = CellOf(frame.GetFileName(), sources);
            int line = frame.GetFileLineNumber();
            text.Append("   at ").Append(name.Length == 0 ? string.Empty : $"{name} in ").Append(file);
            if (line > 0)
            {
                text.Append($", line {line}");
                if (sources.TryGetValue(file, out string[]? lines) && line <= lines.Length)
                {
                    text.Append($":  {lines[line - 1].Trim()}");
                }
            }
            text.Append('\n');
        }

        /// <summary>The name of the cell: the compiler makes a path in the current folder from it.</summary>
        private static string CellOf(string? file, IReadOnlyDictionary<string, string[]> sources) =>
            sources.Keys.FirstOrDefault(name => file != null && (file == name || file.EndsWith(Path.DirectorySeparatorChar + name)))
            ?? "a cell";

        /// <summary>The name that the user wrote; empty for the top level of a cell.</summary>
        private static string NameOf(MethodBase method)
        {
            string raw = method.Name == "MoveNext" ? method.DeclaringType!.Name : method.Name;
            Match generated = Generated.Match(raw);
            if (generated.Success)
            {
                string kind = generated.Groups["kind"].Value;
                string outer = generated.Groups["name"].Value;
                string name = kind == "g" ? generated.Groups["local"].Value : outer == "Initialize" ? string.Empty : outer;
                return kind == "b" ? (name.Length == 0 ? "a lambda" : $"a lambda in {name}") : name;
            }
            string type = method.DeclaringType!.FullName!.Replace('+', '.');
            type = Regex.Replace(type, @"^Submission#\d+\.?", string.Empty);
            return $"{type}{(type.Length == 0 || raw.StartsWith(".") ? string.Empty : ".")}{raw}({Parameters(method)})";
        }

        private static string Parameters(MethodBase method) => string.Join(
            ", ", method.GetParameters().Select(one => $"{TypeNames.Short(one.ParameterType)} {one.Name}"));

        private static bool IsOfCell(MethodBase method) =>
            AssemblyLoadContext.GetLoadContext(method.Module.Assembly) is CellAssemblies;

        private static bool IsPlumbing(MethodBase method) =>
            method.DeclaringType?.Namespace is string name &&
            (name == "System.Runtime.CompilerServices" || name == "System.Runtime.ExceptionServices");
    }
}
