using System;
using System.Collections.Generic;

namespace TorchSharpPy.Tests
{
    /// <summary>Runs an exported program in C# for a test in Python, which adds the inputs one by one.</summary>
    public sealed class ProgramRun : IDisposable
    {
        private readonly ExportedProgram program;
        private readonly List<torch.Tensor> inputs = new List<torch.Tensor>();
        private torch.Tensor[] results = Array.Empty<torch.Tensor>();

        public ProgramRun(string path) => program = torch.export.load(path);

        /// <summary>The number of results of the last run.</summary>
        public int Count => results.Length;

        public void Add(torch.Tensor input) => inputs.Add(input);

        public void Run() => results = program.run(inputs.ToArray());

        public torch.Tensor ResultAt(int index) => results[index];

        public void Dispose() => program.Dispose();
    }
}
