using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Functions that compute derivatives.</summary>
        public static unsafe class autograd
        {
            // As in TorchSharp, gradients are not marked nullable: otherwise every use of a gradient would warn.
#nullable disable annotations

            /// <summary>The gradients of outputs with respect to inputs, without changing any <see cref="Tensor.grad"/>.</summary>
            /// <param name="outputs">The tensors to differentiate.</param>
            /// <param name="inputs">The tensors to differentiate with respect to.</param>
            /// <param name="grad_outputs">A gradient for each output, or null for an output with one element; all null by default.</param>
            /// <param name="retain_graph">Whether to keep the graph for another backward; the value of create_graph by default.</param>
            /// <param name="create_graph">Whether autograd records the gradients too, for higher derivatives.</param>
            /// <param name="allow_unused">Whether an input that no output depends on gets null, instead of an error.</param>
            /// <returns>A gradient for each input.</returns>
            /// <exception cref="ScriptRuntimeException">No output depends on an input, or there is no graph.</exception>
            public static IReadOnlyList<Tensor> grad(
                IEnumerable<Tensor> outputs,
                IEnumerable<Tensor> inputs,
                IEnumerable<Tensor> grad_outputs = null,
                bool? retain_graph = null,
                bool create_graph = false,
                bool allow_unused = false)
            {
                NativeLibraryLoader.EnsureLoaded();
                CallFrame frame = CallFrame.Begin();
                try
                {
                    NativeValue* from = TensorLists.Put(Given(outputs, nameof(outputs)), nameof(outputs), ref frame);
                    NativeValue* to = TensorLists.Put(Given(inputs, nameof(inputs)), nameof(inputs), ref frame);
                    NativeValue* given = TensorLists.PutWithGaps(grad_outputs, ref frame);
                    int retain = retain_graph ?? create_graph ? 1 : 0;
                    NativeValue* gradients = frame.AllocateResult(out _);
                    Status.Check(NativeMethods.tsp_tensors_grad(
                        from, to, given, retain, create_graph ? 1 : 0, allow_unused ? 1 : 0, gradients));
                    return Conv<Tensor>.Instance.TakeMany(gradients);
                }
                finally
                {
                    frame.Dispose();
                }
            }

#nullable restore annotations

            private static IEnumerable<Tensor> Given(IEnumerable<Tensor>? tensors, string name) =>
                tensors ?? throw new ArgumentNullException(name);
        }
    }
}
