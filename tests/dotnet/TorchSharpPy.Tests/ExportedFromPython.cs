using System.Collections;
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

        /// <summary>The entry 'y' of the result of compiled code without a program.</summary>
        public static Tensor Package(string path, Tensor x, Tensor scale)
        {
            using var program = export.load(path, mode: export.Mode.Unchecked);
            object? result = program.forward(new object[] { new Dictionary<string, Tensor> { ["x"] = x }, scale });
            return (Tensor)((IDictionary)result!)["y"]!;
        }

        /// <summary>The same of code that does not say how its arguments are built.</summary>
        public static Tensor[] FlatPackage(string path, Tensor x, Tensor scale)
        {
            using var program = export.load(path, mode: export.Mode.Unchecked);
            return program.run(x, scale);
        }

        /// <summary>What compiled code says without the request, and to tensors that do not fit.</summary>
        public static string[] PackageRefusals(string path, Tensor x, Tensor scale)
        {
            using var program = export.load(path, mode: export.Mode.Unchecked);
            using Tensor wide = x.to(float64);
            return new[]
            {
                Check.Throws<UnsupportedValueException>(() => export.load(path, mode: export.Mode.Compiled)).Message,
                Check.Throws<TorchValueException>(() => program.run(wide, scale)).Message,
                Check.Throws<TorchTypeException>(() => program.run(x)).Message,
            };
        }

        /// <summary>Saves a program with the compiled code that it runs.</summary>
        public static void SaveCompiled(string path, string target)
        {
            using var program = export.load(path, mode: export.Mode.Compiled);
            program.save(target);
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
