using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Functions that compute derivatives.</summary>
        public static unsafe partial class autograd
        {
            // As in TorchSharp, gradients are not marked nullable: otherwise every use of a gradient would warn.
#nullable disable annotations

            /// <summary>The gradients of outputs with respect to inputs, without changing any <see cref="Tensor.grad"/>.</summary>
            /// <param name="outputs">The tensors to differentiate.</param>
            /// <param name="inputs">The tensors to differentiate with respect to.</param>
            /// <param name="grad_outputs">A gradient for each output, or null for an output with one element; all null by default.</param>
            /// <param name="retain_graph">Whether to keep the graph for another backward; the value of create_graph by default.</param>
            /// <param name="create_graph">Whether autograd records the gradients too, for higher derivatives.</param>
            /// <param name="allow_unused">Whether an input that no output depends on gets null, instead of an error; the value of
            /// materialize_grads by default.</param>
            /// <param name="materialize_grads">Whether such an input gets zeros.</param>
            /// <returns>A gradient for each input.</returns>
            /// <exception cref="ArgumentException">allow_unused is false, but materialize_grads is true.</exception>
            /// <exception cref="ScriptRuntimeException">No output depends on an input, or there is no graph.</exception>
            public static IReadOnlyList<Tensor> grad(
                IEnumerable<Tensor> outputs,
                IEnumerable<Tensor> inputs,
                IEnumerable<Tensor> grad_outputs = null,
                bool? retain_graph = null,
                bool create_graph = false,
                bool? allow_unused = null,
                bool materialize_grads = false)
            {
                if (materialize_grads && allow_unused == false)
                {
                    throw new ArgumentException(
                        "materialize_grads gives zeros to inputs that are not used, but allow_unused is false: leave allow_unused out.",
                        nameof(allow_unused));
                }
                var to = new List<Tensor>(Given(inputs, nameof(inputs)));
                Tensor[] gradients = Gradients(
                    outputs, to, grad_outputs, retain_graph ?? create_graph, create_graph, allow_unused ?? materialize_grads);
                for (int i = 0; materialize_grads && i < gradients.Length; i++)
                {
                    gradients[i] ??= zeros_like(to[i], requires_grad: create_graph);
                }
                return gradients;
            }

            /// <summary>Computes the gradients of tensors and adds them to the <see cref="Tensor.grad"/> of their leaves.</summary>
            /// <param name="tensors">The tensors to differentiate.</param>
            /// <param name="grad_tensors">A gradient for each tensor, or null for a tensor with one element; all null by default.</param>
            /// <param name="retain_graph">Whether to keep the graph for another backward; the value of create_graph by default.</param>
            /// <param name="create_graph">Whether autograd records the gradients too, for higher derivatives.</param>
            /// <param name="inputs">The leaves that get gradients; all by default.</param>
            /// <exception cref="ScriptRuntimeException">There is no graph, or it was freed; or a gradient is missing.</exception>
            public static void backward(
                IEnumerable<Tensor> tensors,
                IEnumerable<Tensor> grad_tensors = null,
                bool? retain_graph = null,
                bool create_graph = false,
                IEnumerable<Tensor> inputs = null)
            {
                NativeLibraryLoader.EnsureLoaded();
                CallFrame frame = CallFrame.Begin();
                try
                {
                    NativeValue* from = TensorLists.Put(Given(tensors, nameof(tensors)), nameof(tensors), ref frame);
                    NativeValue* given = TensorLists.PutWithGaps(grad_tensors, ref frame);
                    NativeValue* leaves = TensorLists.Put(inputs, nameof(inputs), ref frame);
                    int retain = retain_graph ?? create_graph ? 1 : 0;
                    Status.Check(NativeMethods.tsp_tensors_backward(from, given, retain, create_graph ? 1 : 0, leaves));
                }
                finally
                {
                    frame.Dispose();
                }
            }

            /// <summary>Computes the gradients of a tensor and adds them to the <see cref="Tensor.grad"/> of its leaves.</summary>
            /// <param name="tensor">The tensor to differentiate.</param>
            /// <param name="grad_tensors">One gradient; null for a tensor with one element.</param>
            /// <param name="retain_graph">Whether to keep the graph for another backward; the value of create_graph by default.</param>
            /// <param name="create_graph">Whether autograd records the gradients too, for higher derivatives.</param>
            /// <param name="inputs">The leaves that get gradients; all by default.</param>
            /// <exception cref="ScriptRuntimeException">There is no graph, or it was freed; or a gradient is missing.</exception>
            public static void backward(
                Tensor tensor,
                IEnumerable<Tensor> grad_tensors = null,
                bool? retain_graph = null,
                bool create_graph = false,
                IEnumerable<Tensor> inputs = null) =>
                backward(new[] { tensor }, grad_tensors, retain_graph, create_graph, inputs);

            /// <inheritdoc cref="backward(Tensor, IEnumerable{Tensor}, bool?, bool, IEnumerable{Tensor})"/>
            public static void backward(
                Tensor tensor,
                Tensor grad_tensors,
                bool? retain_graph = null,
                bool create_graph = false,
                IEnumerable<Tensor> inputs = null) =>
                backward(new[] { tensor }, new[] { grad_tensors }, retain_graph, create_graph, inputs);

#nullable restore annotations

            /// <summary>Null for an input that no output depends on.</summary>
            internal static Tensor[] Gradients(
                IEnumerable<Tensor> outputs,
                IEnumerable<Tensor> inputs,
                IEnumerable<Tensor?>? grad_outputs,
                bool retain_graph,
                bool create_graph,
                bool allow_unused)
            {
                NativeLibraryLoader.EnsureLoaded();
                CallFrame frame = CallFrame.Begin();
                try
                {
                    NativeValue* from = TensorLists.Put(Given(outputs, nameof(outputs)), nameof(outputs), ref frame);
                    NativeValue* to = TensorLists.Put(inputs, nameof(inputs), ref frame);
                    NativeValue* given = TensorLists.PutWithGaps(grad_outputs, ref frame);
                    NativeValue* gradients = frame.AllocateResult(out _);
                    Status.Check(NativeMethods.tsp_tensors_grad(
                        from, to, given, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, gradients));
                    return Conv<Tensor>.Instance.TakeMany(gradients);
                }
                finally
                {
                    frame.Dispose();
                }
            }

            private static IEnumerable<Tensor> Given(IEnumerable<Tensor>? tensors, string name) =>
                tensors ?? throw new ArgumentNullException(name);
        }
    }
}
