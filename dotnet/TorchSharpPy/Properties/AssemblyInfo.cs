using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("TorchSharpPy.Tests")]
[assembly: InternalsVisibleTo("TorchSharpPy.Benchmarks")]
