using System;
using System.Collections.Generic;
using System.IO;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Methods for tests/python/test_files_csharp.py: files that one language writes and the other reads.</summary>
    public static class FilesFromPython
    {
        /// <summary>Loads a module one way and saves it another way, with an extra file.</summary>
        public static void Copy(string source, string target, string how, string extraName, byte[] extra)
        {
            var files = new Dictionary<string, byte[]> { [extraName] = extra };
            using jit.ScriptModule m = Load(source, how, null);
            switch (how)
            {
                case "bytes":
                    File.WriteAllBytes(target, jit.SaveToBytes(m, files));
                    break;
                case "stream":
                case "pipe":
                    using (FileStream stream = File.Create(target))
                    {
                        jit.save(m, stream, files);
                    }
                    break;
                default:
                    jit.save(m, target, files);
                    break;
            }
        }

        /// <summary>An extra file of an archive, read from one kind of source.</summary>
        public static byte[] Extra(string path, string how, string name)
        {
            var files = new Dictionary<string, byte[]> { [name] = Array.Empty<byte>() };
            Load(path, how, files).Dispose();
            return files[name];
        }

        public static Dictionary<string, Tensor> Checkpoint(string path) => torch.load<Dictionary<string, Tensor>>(path);

        public static void CopyCheckpoint(string source, string target)
        {
            Dictionary<string, Tensor> state = torch.load<Dictionary<string, Tensor>>(source);
            torch.save(state, target);
            Dispose(state);
        }

        /// <summary>Reads any checkpoint and writes it again.</summary>
        public static void CopyAny(string source, string target)
        {
            using FileStream from = File.OpenRead(source);
            using FileStream to = File.Create(target);
            torch.save(torch.load(from), to);
        }

        /// <summary>Reads a checkpoint and writes it again, if it can be read.</summary>
        /// <returns>What went wrong: the exception and its message; empty if nothing did.</returns>
        public static string CopyBytes(byte[] source, string target)
        {
            try
            {
                torch.save(torch.load(source), target);
                return string.Empty;
            }
            catch (Exception error)
            {
                return $"{error.GetType().Name}: {error.Message}";
            }
        }

        /// <summary>The C# type of what is read.</summary>
        public static string TypeOf(string path) => torch.load(path)?.GetType().ToString() ?? "null";

        /// <summary>What is read, as text.</summary>
        public static string TextOf(string path) => torch.load(path)?.ToString() ?? "null";

        public static Dictionary<string, Tensor> Safetensors(string path) => LoadSafetensors(path);

        public static string? SafetensorsText(string path, string key)
        {
            var texts = new Dictionary<string, string>();
            Dispose(LoadSafetensors(path, null, texts));
            return texts.TryGetValue(key, out string found) ? found : null;
        }

        /// <summary>The error message for a damaged file; null if it loads.</summary>
        public static string? SafetensorsError(string path)
        {
            try
            {
                Dispose(LoadSafetensors(path));
                return null;
            }
            catch (ModelFormatException error)
            {
                return error.Message;
            }
        }

        /// <summary>The code, the graph and the inlined graph of a method.</summary>
        public static string[] Code(string path, string method)
        {
            using var m = jit.load(path);
            return new[] { m.code(method), m.graph(method), m.inlined_graph(method) };
        }

        /// <summary>Models that use the library of tests/cpp/custom_ops.cpp, before it is loaded and after.</summary>
        public static void CustomOperators(string library, string folder)
        {
            string model = Path.Combine(folder, "custom_operator.pt");
            string withClass = Path.Combine(folder, "custom_class.pt");
            var unknown = Check.Throws<UnknownOperatorException>(() => jit.load(model));
            Check.Contains("tsp_test::shift", unknown.Message);
            Check.Contains("tsp_test.Counter", Check.Throws<ModelFormatException>(() => jit.load(withClass)).Message);
            const string source = "def f(x):\n    return torch.ops.tsp_test.shift(x, 1.0)\n";
            Check.Throws<UnknownOperatorException>(() => jit.compile(source));
            string missing = Path.Combine(folder, "libnothing.so");
            Check.Equal(missing, Check.Throws<ModelNotFoundException>(() => ops.load_library(missing)).FileName);
            Check.Contains("custom_operator.pt", Check.Throws<ModelIOException>(() => ops.load_library(model)).Message);
            Check.Throws<ArgumentNullException>(() => ops.load_library(null!));

            ops.load_library(library);
            ops.load_library(library);
            using var x = ones(3);
            using var m = jit.load<Tensor, Tensor>(model);
            Check.Equal(new[] { 2f, 2f, 2f }, m.forward(x).data<float>().ToArray());
            using var unit = jit.compile(source);
            Check.True(unit.invoke<Tensor>("f", x).equal(m.forward(x)), "the operator in source text");
            using var counting = jit.load<Tensor, Tensor>(withClass);
            Check.Equal(6f, counting.forward(x).data<float>()[0]);
            Check.Equal(7f, counting.forward(x).data<float>()[0]);
            using var copy = jit.load<Tensor, Tensor>(counting.SaveToBytes());
            Check.Equal(8f, copy.forward(x).data<float>()[0]);
        }

        private static jit.ScriptModule Load(string path, string how, IDictionary<string, byte[]>? extra)
        {
            byte[] bytes = File.ReadAllBytes(path);
            return how switch
            {
                "bytes" => jit.load(bytes, extra_files: extra),
                "stream" => jit.load(new MemoryStream(bytes), extra_files: extra),
                "pipe" => jit.load(new Dripping(bytes, 1000), extra_files: extra),
                "mapped" => jit.load(path, extra_files: extra, mmap: true),
                _ => jit.load(path, extra_files: extra),
            };
        }

        private static void Dispose(Dictionary<string, Tensor> state)
        {
            foreach (Tensor tensor in state.Values)
            {
                tensor.Dispose();
            }
        }
    }
}
