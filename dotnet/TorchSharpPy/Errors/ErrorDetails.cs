namespace TorchSharpPy.Errors
{
    /// <summary>A copy of the native error record.</summary>
    internal sealed class ErrorDetails
    {
        internal ErrorDetails(
            TorchErrorKind kind,
            string message,
            string traceback = "",
            int line = 0,
            int column = 0,
            string raised = "")
        {
            Kind = kind;
            Message = message;
            Traceback = traceback;
            Line = line;
            Column = column;
            Raised = raised;
        }

        internal TorchErrorKind Kind { get; }

        internal string Message { get; }

        internal string Traceback { get; }

        internal int Line { get; }

        internal int Column { get; }

        internal string Raised { get; }
    }
}
