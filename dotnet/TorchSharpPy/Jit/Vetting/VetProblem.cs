namespace TorchSharpPy
{
    /// <summary>Why a file is refused.</summary>
    public sealed class VetProblem
    {
        internal VetProblem(string kind, string text, string operatorName, string method)
        {
            Kind = kind;
            Text = text;
            Operator = operatorName;
            Method = method;
        }

        /// <summary>"operator", "class", "endless_loop", "archive" (names or sizes of records) or "format" (it cannot be loaded).</summary>
        public string Kind { get; }

        /// <summary>The problem in words.</summary>
        public string Text { get; }

        /// <summary>The operator ("aten::save") or class, or an empty text.</summary>
        public string Operator { get; }

        /// <summary>The method that does it ("__torch__.Net.forward"), or an empty text.</summary>
        public string Method { get; }
    }
}
