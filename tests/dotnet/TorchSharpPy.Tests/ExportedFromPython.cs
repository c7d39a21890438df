using System.Collections.Generic;
using System.IO;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Methods for tests/python/test_exported_csharp.py: what C# computes with a program.</summary>
    public static class ExportedFromPython
    {
        /// <summary>The tensors of a result, from a file that is loaded from its bytes.</summary>
        public static Tensor[] Run(string path, string? model, Tensor[] inputs)
        {
            using var program = export.load(File.ReadAllBytes(path), model: model);
            return program.run(inputs);
        }

        /// <summary>The result of the program with containers, by a typed view.</summary>
        public static Dictionary<string, Tensor> Features(string path, Tensor x, Tensor z, Tensor first, Tensor second)
        {
            using var program = export.load<Dictionary<string, Tensor>, (Tensor, Tensor[]), Dictionary<string, Tensor>>(path);
            return program.forward(new Dictionary<string, Tensor> { ["x"] = x, ["z"] = z }, (first, new[] { second }));
        }

        /// <summary>The losses of some steps of SGD, after which the program is saved.</summary>
        public static float[] Train(string path, string target, Tensor x, Tensor classes, int steps)
        {
            using var program = export.load<Tensor, Tensor>(path);
            using var loss = nn.CrossEntropyLoss();
            using var optimizer = optim.SGD(program.parameters(), lr: 0.1);
            float[] losses = Enumerable.Range(0, steps).Select(step =>
            {
                optimizer.zero_grad();
                using Tensor computed = loss.forward(program.forward(x), classes);
                computed.backward();
                optimizer.step();
                return computed.item<float>();
            }).ToArray();
            program.save(target);
            return losses;
        }

        /// <summary>What loading a file as TorchScript says, from a path, from bytes and from a stream.</summary>
        public static string[] LoadAsScript(string path)
        {
            byte[] bytes = File.ReadAllBytes(path);
            using var stream = new MemoryStream(bytes);
            return new System.Func<jit.ScriptModule>[] { () => jit.load(path), () => jit.load(bytes), () => jit.load(stream) }
                .Select(load => Check.Throws<ModelFormatException>(() => load()).Message).ToArray();
        }
    }
}
