using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace TorchSharpPy.Bench
{
    /// <summary>Loads of a large model, of which each keeps the module; what they leave in memory is what is measured.</summary>
    internal sealed class Loads
    {
        private readonly string path;
        private readonly List<torch.jit.ScriptModule> kept = new List<torch.jit.ScriptModule>();

        /// <summary>Brings the code into memory with a small model.</summary>
        internal Loads(string smallPath, string path)
        {
            this.path = path;
            kept.Add(torch.jit.load(File.ReadAllBytes(smallPath)));
        }

        internal void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            cases["load_bytes"] = _ => Time(() => torch.jit.load(File.ReadAllBytes(path)));
            cases["load_mapped"] = _ => Time(() => torch.jit.load(path, mmap: true));
        }

        private double Time(Func<torch.jit.ScriptModule> load)
        {
            long start = Stopwatch.GetTimestamp();
            kept.Add(load());
            return Worker.NanosecondsSince(start);
        }
    }
}
