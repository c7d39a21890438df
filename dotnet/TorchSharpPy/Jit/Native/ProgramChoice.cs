namespace TorchSharpPy.Jit
{
    /// <summary>Which program of a file is loaded, and how it runs.</summary>
    internal sealed class ProgramChoice
    {
        internal ProgramChoice(string? name, torch.export.Mode mode) => (Name, Mode) = (name, mode);

        internal string? Name { get; }

        internal torch.export.Mode Mode { get; }
    }
}
