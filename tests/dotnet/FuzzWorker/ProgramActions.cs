using System.Collections.Generic;
using System.IO;
using TorchSharpPy;
using static TorchSharpPy.torch;

namespace FuzzWorker
{
    /// <summary>Everything that a user can do with an exported program; tests/fuzz/program_actions.py is its twin.</summary>
    internal static class ProgramActions
    {
        internal static void TryProgram(Session session, string path, byte[] data)
        {
            session.Step("jit.load", () => jit.load(path).Dispose());
            using ExportedProgram? program = session.Step("load path", () => export.load(path));
            session.Step("load bytes", () => export.load(data).Dispose());
            session.Step("load stream", () => export.load(new MemoryStream(data)).Dispose());
            using ExportedProgram? mapped = session.Step("load mapped", () => export.load(path, mmap: true));
            if (mapped != null)
            {
                session.Step("read mapped", () => Actions.Read(mapped.state_dict()));
            }
            if (program == null)
            {
                return;
            }
            Dictionary<string, Tensor>? state = session.Step("state_dict", () => program.state_dict());
            if (state != null)
            {
                session.Step("read state", () => Actions.Read(state));
                session.Step("load_state_dict", () => program.load_state_dict(state));
            }
            Actions.Call(session, program, "call", new[] { "forward" });
            using jit.ScriptModule? copied = session.Step("deepcopy", () => program.deepcopy());
            if (copied != null)
            {
                session.Step("to double", () => copied.to(ScalarType.Float64));
                Actions.Call(session, copied, "call copy", new[] { "forward" });
            }
            session.Step("save", () => program.save(Path.ChangeExtension(path, ".csharp")));
            byte[]? saved = session.Step("SaveToBytes", () => program.SaveToBytes());
            if (saved != null)
            {
                session.Step("load again", () => export.load(saved).Dispose());
            }
        }
    }
}
