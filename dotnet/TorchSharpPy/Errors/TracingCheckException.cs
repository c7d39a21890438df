using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>A trace does not do what the traced code does, as far as the check of a trace tells.</summary>
    public sealed class TracingCheckException : TorchException
    {
        internal TracingCheckException(ErrorDetails details, string graphDifference, string comparison)
            : base(details)
        {
            GraphDifference = graphDifference;
            Comparison = comparison;
        }

        /// <summary>The whole report.</summary>
        public string Report => Message;

        /// <summary>How the graphs of two traces differ; empty where they do not.</summary>
        public string GraphDifference { get; }

        /// <summary>Which constants of two traces have different values; empty where none have.</summary>
        public string Comparison { get; }
    }
}
