namespace TorchSharpPy
{
    /// <summary>What every exception that comes from libtorch tells beside its message.</summary>
    public interface ITorchError
    {
        /// <summary>The kind of failure.</summary>
        TorchErrorKind Kind { get; }

        /// <summary>The traceback in TorchScript source; empty where there is none.</summary>
        string TorchScriptTraceback => string.Empty;

        /// <summary>The line in TorchScript source, from 1; 0 where unknown.</summary>
        int Line => 0;

        /// <summary>The column in that line, from 1; 0 where unknown.</summary>
        int Column => 0;

        /// <summary>The class of an exception that TorchScript code raised; empty where it raised none.</summary>
        string RaisedClass => string.Empty;
    }
}
