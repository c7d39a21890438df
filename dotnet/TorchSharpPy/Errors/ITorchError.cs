namespace TorchSharpPy
{
    /// <summary>The details that every exception from libtorch has in addition to its message.</summary>
    public interface ITorchError
    {
        /// <summary>The kind of failure.</summary>
        TorchErrorKind Kind { get; }

        /// <summary>The traceback in TorchScript source, or empty.</summary>
        string TorchScriptTraceback => string.Empty;

        /// <summary>The line in TorchScript source, from 1; 0 if unknown.</summary>
        int Line => 0;

        /// <summary>The column in that line, from 1; 0 if unknown.</summary>
        int Column => 0;

        /// <summary>The class of the exception that TorchScript code raised, or empty.</summary>
        string RaisedClass => string.Empty;
    }
}
