using TorchSharpPy.Errors;

namespace TorchSharpPy
{
    /// <summary>The check of a trace failed: the trace and the traced code give different results.</summary>
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

        /// <summary>The differences between the graphs of two traces, or empty.</summary>
        public string GraphDifference { get; }

        /// <summary>The constants whose values differ between two traces, or empty.</summary>
        public string Comparison { get; }
    }
}
