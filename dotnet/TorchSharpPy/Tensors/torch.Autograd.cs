using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Derivatives of what was computed.</summary>
        public static unsafe class autograd
        {
            // As in TorchSharp, whether a gradient may be null is not said: else every use of one would warn.
#nullable disable annotations

            /// <summary>The gradients of outputs with respect to inputs; no <see cref="Tensor.grad"/> changes.</summary>
            /// <param name="outputs">What was computed.</param>
            /// <param name="inputs">What it was computed from.</param>
            /// <param name="grad_outputs">The gradient for each output, null where the output has one element; may be left out.</param>
            /// <param name="retain_graph">Whether what was recorded is kept for another time; as create_graph where left out.</param>
            /// <param name="create_graph">Whether the gradients are recorded too, for derivatives of higher order.</param>
            /// <param name="allow_unused">Whether an input that no output was computed from gets null, instead of being an error.</param>
            /// <returns>A gradient for each input.</returns>
            /// <exception cref="ScriptRuntimeException">An input was not used, or nothing was recorded.</exception>
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
                    Status.Check(NativeMethods.tsp_tensors_grad(from, to, given, retain, create_graph ? 1 : 0, allow_unused ? 1 : 0, gradients));
                    return Conv<Tensor>.Instance.TakeMany(gradients);
                }
                finally
                {
                    frame.Dispose();
                }
            }

#nullable restore annotations

            private static IEnumerable<Tensor> Given(IEnumerable<Tensor>? tensors, string name) => tensors ?? throw new ArgumentNullException(name);
        }
    }
}
