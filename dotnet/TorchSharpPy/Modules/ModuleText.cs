using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy.Modules
{
    /// <summary>Writes modules as Python prints them.</summary>
    internal static class ModuleText
    {
        /// <summary>A module with its parts, one below the other.</summary>
        /// <param name="name">Its class.</param>
        /// <param name="extra">What it says of itself, of any number of lines.</param>
        /// <param name="parts">Its submodules.</param>
        internal static string Tree(string name, string? extra, IEnumerable<(string label, string text)> parts)
        {
            string[] own = string.IsNullOrEmpty(extra) ? Array.Empty<string>() : extra!.Split('\n');
            string[] lines = own.Concat(parts.Select(part => $"({part.label}): {part.text.Replace("\n", "\n  ")}")).ToArray();
            bool isShort = lines.Length == 0 || (lines.Length == 1 && own.Length == 1);
            return isShort ? $"{name}({string.Concat(lines)})" : $"{name}(\n  {string.Join("\n  ", lines)}\n)";
        }

        /// <summary>Parts of a list, where those that are printed alike and follow each other are one.</summary>
        internal static IEnumerable<(string label, string text)> Repeated(IReadOnlyList<string> texts)
        {
            for (int start = 0, end; start < texts.Count; start = end)
            {
                for (end = start + 1; end < texts.Count && texts[end] == texts[start]; end++)
                {
                }
                yield return end == start + 1
                    ? (FormattableString.Invariant($"{start}"), texts[start])
                    : (FormattableString.Invariant($"{start}-{end - 1}"), FormattableString.Invariant($"{end - start} x {texts[start]}"));
            }
        }
    }
}
