using System;
using System.Threading.Tasks;

namespace TorchSharpPy.Notebook
{
    /// <summary>What the compiler made of a cell.</summary>
    internal sealed class CompiledCell
    {
        internal CompiledCell(string? errors, string? warnings, Func<Task<object?>>? start)
        {
            Errors = errors;
            Warnings = warnings;
            Start = start;
        }

        /// <summary>The errors as text; null if it compiled.</summary>
        internal string? Errors { get; }

        /// <summary>The warnings as text, or null.</summary>
        internal string? Warnings { get; }

        /// <summary>Runs it up to its first await; the task's result is the last expression. Null if there is nothing to run.</summary>
        internal Func<Task<object?>>? Start { get; }
    }
}
