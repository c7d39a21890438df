using System;

namespace TorchSharpPy
{
    /// <summary>What an operator, or <c>warnings.warn</c> in a model, says.</summary>
    public sealed class TorchWarning : EventArgs
    {
        internal TorchWarning(string message, string file, long line, bool isDeprecation, bool isOfModel)
        {
            Message = message;
            File = file;
            Line = line;
            IsDeprecation = isDeprecation;
            IsOfModel = isOfModel;
        }

        /// <summary>What is wrong.</summary>
        public string Message { get; }

        /// <summary>The source file: of the model, or of libtorch in C++. Empty if it is not known.</summary>
        public string File { get; }

        /// <summary>The line in that file, from 1.</summary>
        public long Line { get; }

        /// <summary>Whether it is about a feature that will be removed.</summary>
        public bool IsDeprecation { get; }

        /// <summary>Whether the model's code says it, and not an operator.</summary>
        public bool IsOfModel { get; }

        /// <summary>In one line, with its place.</summary>
        public override string ToString()
        {
            string category = IsDeprecation ? "DeprecationWarning" : "UserWarning";
            return File.Length == 0 ? $"{category}: {Message}" : $"{category}: {Message} ({File}:{Line})";
        }
    }
}
