using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("TorchSharpPy.Tests")]
