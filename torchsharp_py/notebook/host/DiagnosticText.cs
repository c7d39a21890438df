using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace TorchSharpPy.Notebook
{
    /// <summary>What the compiler says about a cell, with the line and a mark below the place.</summary>
    internal static class DiagnosticText
    {
        /// <summary>The diagnostics of one severity as text; null if there are none.</summary>
        internal static string? Of(IEnumerable<Diagnostic> diagnostics, DiagnosticSeverity severity)
        {
            string[] texts = diagnostics.Where(one => one.Severity == severity && !one.IsSuppressed).Select(Of).ToArray();
            return texts.Length == 0 ? null : string.Concat(texts);
        }

        private static string Of(Diagnostic diagnostic)
        {
            string kind = diagnostic.Severity.ToString().ToLowerInvariant();
            string message = $"{kind} {diagnostic.Id}: {diagnostic.GetMessage()}\n";
            if (!diagnostic.Location.IsInSource)
            {
                return message;
            }
            FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
            SourceText source = diagnostic.Location.SourceTree!.GetText();
            TextLine line = source.Lines[span.StartLinePosition.Line];
            string text = line.ToString().Replace('\t', ' ');
            int column = span.StartLinePosition.Character;
            int end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : text.Length;
            string number = (span.StartLinePosition.Line + 1).ToString();
            return new StringBuilder()
                .Append($"{span.Path}, line {number}, column {column + 1}: {message}")
                .Append($"    {number} | {text}\n")
                .Append(' ', 4 + number.Length).Append(" | ").Append(' ', column).Append('^', System.Math.Max(1, end - column)).Append('\n')
                .ToString();
        }
    }
}
