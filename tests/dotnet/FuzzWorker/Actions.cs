using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace FuzzWorker
{
    /// <summary>Everything that a user can do with a file, in C#; tests/fuzz/actions.py is its twin.</summary>
    internal static class Actions
    {
        internal static void TryEverything(Session session, string path)
        {
            byte[] data = File.ReadAllBytes(path);
            session.Plant(data);
            if (path.EndsWith(".pt2", StringComparison.Ordinal))
            {
                ProgramActions.TryProgram(session, path, data);
                return;
            }
            if (path.EndsWith(".safetensors", StringComparison.Ordinal))
            {
                session.Step("load safetensors", () => Read(LoadSafetensors(path)));
                session.Step("load safetensors bytes", () => Read(LoadSafetensors(data)));
                session.Step("load safetensors stream", () => Read(LoadSafetensors(new MemoryStream(data))));
                return;
            }
            TryCheckpoint(session, path, data);
            OptimizerActions.TryStates(session, path, data);
            session.Step("vet", () => jit.vet(path));
            session.Step("load under a policy", () => jit.load(data, policy: LoadPolicy.Safe).Dispose());
            using jit.ScriptModule? module = session.Step("load path", () => jit.load(path));
            session.Step("load bytes", () => jit.load(data).Dispose());
            var extra = new Dictionary<string, byte[]> { ["x"] = Array.Empty<byte>() };
            session.Step("load stream", () => jit.load(new MemoryStream(data), extra_files: extra).Dispose());
            using jit.ScriptModule? mapped = session.Step("load mapped", () => jit.load(path, mmap: true));
            if (mapped != null)
            {
                session.Step("read mapped", () => Read(mapped.state_dict()));
                Call(session, mapped, "call mapped", new[] { "forward" });
            }
            if (module != null)
            {
                TryModule(session, module, Path.ChangeExtension(path, ".csharp"));
            }
        }

        private static void TryCheckpoint(Session session, string path, byte[] data)
        {
            object? value = session.Step("load_checkpoint", () => load(path));
            session.Step("load_checkpoint bytes", () => load(data));
            session.Step("load_checkpoint stream", () => load(new MemoryStream(data)));
            session.Step("load_checkpoint typed", () => load<Dictionary<string, Tensor>>(data));
            if (value != null)
            {
                session.Step("read checkpoint", () => Read(value));
                session.Step("save checkpoint", () => save(value, new MemoryStream()));
            }
        }

        private static void TryModule(Session session, jit.ScriptModule module, string target)
        {
            IReadOnlyList<string> methods = session.Step("methods", () => module.Methods) ?? Array.Empty<string>();
            foreach (string name in methods)
            {
                session.Step("code " + name, () =>
                {
                    _ = module.Schema(name).Text;
                    module.code(name);
                    module.graph(name);
                    module.inlined_graph(name);
                    Read(module.code_with_constants(name).Item2);
                });
            }
            session.Step("attributes", () => Read(module.named_attributes().Select(one => one.Item2).ToList()));
            Dictionary<string, Tensor>? state = session.Step("state_dict", () => module.state_dict());
            if (state != null)
            {
                session.Step("read state", () => Read(state));
                session.Step("load_state_dict", () => module.load_state_dict(state));
            }
            Call(session, module, "call", methods);
            TryCopies(session, module);
            session.Step("save", () => module.save(target, new Dictionary<string, byte[]> { ["more"] = new byte[] { 1 } }));
            byte[]? saved = session.Step("SaveToBytes", () => module.SaveToBytes());
            using jit.ScriptModule? again = saved == null ? null : session.Step("load again", () => jit.load(saved));
            if (again != null)
            {
                session.Step("read again", () => Read(again.state_dict()));
                Call(session, again, "call again", new[] { "forward" });
            }
        }

        private static void TryCopies(Session session, jit.ScriptModule module)
        {
            session.Step("copy", () => module.copy().Dispose());
            using jit.ScriptModule? copied = session.Step("deepcopy", () => module.deepcopy());
            if (copied != null)
            {
                session.Step("to double", () => copied.to(ScalarType.Float64));
                session.Step("call freeze", () =>
                {
                    copied.eval();
                    jit.freeze(copied).Dispose();
                });
            }
        }

        internal static void Call(Session session, jit.ScriptModule module, string action, IEnumerable<string> methods)
        {
            foreach (string name in methods)
            {
                foreach (long[] shape in Plausible.Shapes)
                {
                    object?[]? result = session.Step(
                        $"{action} {name}",
                        () => new[] { module.invoke(name, Plausible.Arguments(module.Schema(name), shape)!) });
                    if (result != null)
                    {
                        session.Step("read " + name, () => Read(result));
                        break;
                    }
                }
            }
        }

        /// <summary>Reads every element of every tensor.</summary>
        internal static void Read(object? value)
        {
            switch (value)
            {
                case Tensor tensor:
                    tensor.clone().Dispose();
                    break;
                case IDictionary pairs:
                    Read(pairs.Keys);
                    Read(pairs.Values);
                    break;
                case IEnumerable items when !(value is string):
                    foreach (object? item in items)
                    {
                        Read(item);
                    }
                    break;
                default:
                    break;
            }
        }
    }
}
