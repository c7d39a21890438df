namespace TorchSharpPy
{
    /// <summary>Something that a file does beyond computing.</summary>
    public sealed class VetEffect
    {
        internal VetEffect(string kind, string operatorName, string method, bool isOnLoad)
        {
            Kind = kind;
            Operator = operatorName;
            Method = method;
            IsOnLoad = isOnLoad;
        }

        /// <summary>Such as "writes_files" or "unbounded_loop"; the guide "Security" lists them.</summary>
        public string Kind { get; }

        /// <summary>The operator or class that does it; empty for a loop.</summary>
        public string Operator { get; }

        /// <summary>The method that does it.</summary>
        public string Method { get; }

        /// <summary>Whether it happens while the file is loaded.</summary>
        public bool IsOnLoad { get; }
    }
}
