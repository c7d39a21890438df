using System.Collections.Generic;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            public partial class ScriptModule
            {
                /// <summary>The TorchScript code of a method's graph.</summary>
                /// <param name="method">The name of the method.</param>
                /// <exception cref="UnknownMethodException">The module does not have the method. The message lists its methods.</exception>
                public string code(string method = Forward) => Method(method).Text(NativeTextKind.Code);

                /// <summary>The same as <see cref="code"/>, and the values of the constants that it names.</summary>
                /// <param name="method">The name of the method.</param>
                /// <returns>The code, and its constants by name: <c>c0</c> is the value that the code calls <c>CONSTANTS.c0</c>.</returns>
                /// <exception cref="UnknownMethodException">The module does not have the method. The message lists its methods.</exception>
                public (string code, IReadOnlyDictionary<string, object?> constants) code_with_constants(string method = Forward) =>
                    Method(method).CodeWithConstants();

                /// <summary>The graph that a method executes, as text.</summary>
                /// <param name="method">The name of the method.</param>
                /// <exception cref="UnknownMethodException">The module does not have the method. The message lists its methods.</exception>
                public string graph(string method = Forward) => Method(method).Text(NativeTextKind.Graph);

                /// <summary>The graph of a method as text, with the graphs of the methods it calls inlined.</summary>
                /// <param name="method">The name of the method.</param>
                /// <exception cref="UnknownMethodException">The module does not have the method. The message lists its methods.</exception>
                public string inlined_graph(string method = Forward) => Method(method).Text(NativeTextKind.InlinedGraph);
            }
        }
    }
}
