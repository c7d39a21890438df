using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace WithoutTorchScript
{
    /// <summary>Does what only TorchScript can do.</summary>
    internal static class Refused
    {
        /// <param name="folder">It holds model.pt2 and model.pt.</param>
        public static void Run(string folder)
        {
            using ExportedProgram program = export.load(Path.Combine(folder, "model.pt2"));
            var tried = new Dictionary<string, Action>
            {
                ["load .pt"] = () => jit.load(Path.Combine(folder, "model.pt")),
                ["load .pt2"] = () => jit.load(Path.Combine(folder, "model.pt2")),
                ["load bytes"] = () => jit.load(File.ReadAllBytes(Path.Combine(folder, "model.pt"))),
                ["load nothing"] = () => jit.load(Path.Combine(folder, "nothing.pt")),
                ["compile"] = () => jit.compile("def f(x):\n    return x"),
                ["fusion strategy"] = () => jit.get_fusion_strategy(),
                ["profiling"] = () => jit.set_profiling_executor(true),
                ["profiled runs"] = () => jit.set_num_profiled_runs(2),
                ["freeze"] = () => jit.freeze(program),
                ["optimize"] = () => jit.optimize_for_inference(program),
                ["code"] = () => program.code(),
            };
            var said = new Dictionary<string, string[]>();
            foreach ((string name, Action action) in tried)
            {
                said[name] = Said(action);
            }
            Console.WriteLine(JsonSerializer.Serialize(said));
        }

        private static string[] Said(Action action)
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                return new[] { error.GetType().Name, error.Message };
            }
            return new[] { "nothing", string.Empty };
        }
    }
}
