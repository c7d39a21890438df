using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;
using TorchSharpPy.Schema;

namespace TorchSharpPy.Jit
{
    /// <content>The code as the executor has it.</content>
    internal sealed unsafe partial class Callable
    {
        /// <summary>The code or a graph as text.</summary>
        internal string Text(NativeTextKind kind) => SchemaReader.TakeText(
            Read<NativeValue>((callable, text) => NativeMethods.tsp_callable_text(callable, (int)kind, text)));

        /// <summary>The code, and the constants that it names.</summary>
        internal (string code, Dictionary<string, object?> constants) CodeWithConstants() =>
            Conv<(string, Dictionary<string, object?>)>.Instance.TakeFrom(
                this, (callable, both, capacity) => NativeMethods.tsp_callable_code_with_constants(callable, both));

        /// <summary>Calls until the executor has specialized the code to these arguments.</summary>
        /// <returns>How often it called.</returns>
        internal long WarmUp(object?[] given, long most)
        {
            object?[] arguments = ArgumentList.Normalize(Schema, given);
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* nodes = frame.AllocateNodes(arguments.Length);
                Put(arguments, nodes, ref frame);
                long runs;
                Status.Check(NativeMethods.tsp_callable_warm_up(frame.Hold(this), nodes, arguments.Length, most, &runs));
                return runs;
            }
            finally
            {
                frame.Dispose();
            }
        }
    }
}
