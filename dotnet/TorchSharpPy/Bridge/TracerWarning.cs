namespace TorchSharpPy.Bridge
{
    /// <summary>A suspicious operation in traced code, or a result of the trace that differs from the code's.</summary>
    public sealed class TracerWarning
    {
        internal TracerWarning(string message, string file, int line)
        {
            Message = message;
            File = file;
            Line = line;
        }

        /// <summary>What is wrong.</summary>
        public string Message { get; }

        /// <summary>The Python file of the code that the warning is about.</summary>
        public string File { get; }

        /// <summary>The line in that file, from 1.</summary>
        public int Line { get; }

        /// <summary>As Python prints it.</summary>
        public override string ToString() => $"{File}:{Line}: TracerWarning: {Message}";
    }
}
