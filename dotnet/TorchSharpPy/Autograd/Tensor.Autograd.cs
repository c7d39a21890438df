using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;
using TorchSharpPy.Tensors;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public unsafe partial class Tensor
        {
            /// <summary>Whether autograd records operations on this tensor.</summary>
            /// <exception cref="ScriptRuntimeException">On setting: the elements are integers, or the tensor is not a leaf.</exception>
            public bool requires_grad
            {
                get => Info.RequiresGrad != 0;

                set => Set(NativeMethods.tsp_tensor_requires_grad_set, value);
            }

            /// <summary>Whether the tensor is a leaf: not the result of an operation that autograd recorded.</summary>
            public bool is_leaf => Read<int>(NativeMethods.tsp_tensor_is_leaf) != 0;

            /// <summary>The gradient that <see cref="backward"/> has accumulated; null if there is none.</summary>
            /// <remarks>Each read returns a new handle on the same gradient: dispose it.</remarks>
            /// <exception cref="ScriptRuntimeException">On setting: the gradient has another shape, type or device.</exception>
            public Tensor? grad
            {
                get
                {
                    IntPtr gradient = Read<IntPtr>(NativeMethods.tsp_tensor_grad_get);
                    return gradient == IntPtr.Zero ? null : new Tensor(gradient);
                }

                set
                {
                    CallFrame frame = CallFrame.Begin();
                    try
                    {
                        IntPtr gradient = value is null ? IntPtr.Zero : frame.Hold(value);
                        Status.Check(NativeMethods.tsp_tensor_grad_set(frame.Hold(this), gradient));
                    }
                    finally
                    {
                        frame.Dispose();
                    }
                }
            }

            /// <summary>Sets whether autograd records operations on this tensor.</summary>
            /// <returns>This tensor.</returns>
            /// <exception cref="ScriptRuntimeException">The elements are integers, or the tensor is not a leaf.</exception>
            public Tensor requires_grad_(bool requires_grad = true)
            {
                this.requires_grad = requires_grad;
                return this;
            }

            /// <summary>Makes <see cref="backward"/> keep the gradient of this tensor although it is not a leaf.</summary>
            /// <exception cref="ScriptRuntimeException">The tensor does not require a gradient.</exception>
            public void retain_grad() => Run(NativeMethods.tsp_tensor_retain_grad);

            /// <summary>Detaches this tensor from autograd's graph: it becomes a leaf that does not require a gradient.</summary>
            /// <returns>This tensor.</returns>
            /// <exception cref="ScriptRuntimeException">The tensor is a view, which cannot be detached in place.</exception>
            public Tensor detach_() => OperatorCall.Begin(ref Aten.detach_, "aten::detach_", "").With(this).Into(this);

            /// <summary>Computes the gradients of this tensor and adds them to the <see cref="grad"/> of the leaves behind it.</summary>
            /// <param name="gradient">The gradient with respect to this tensor; 1 by default if it has one element.</param>
            /// <param name="retain_graph">Whether to keep the graph for another backward; the value of create_graph by default.</param>
            /// <param name="create_graph">Whether autograd records the gradients too, for higher derivatives.</param>
            /// <param name="inputs">The leaves that get gradients; all by default.</param>
            /// <exception cref="ScriptRuntimeException">There is no graph, or it was freed; or a gradient is missing.</exception>
            public void backward(
                Tensor? gradient = null, bool? retain_graph = null, bool create_graph = false, IEnumerable<Tensor>? inputs = null)
            {
                CallFrame frame = CallFrame.Begin();
                try
                {
                    NativeValue* leaves = TensorLists.Put(inputs, nameof(inputs), ref frame);
                    IntPtr given = gradient is null ? IntPtr.Zero : frame.Hold(gradient);
                    int retain = retain_graph ?? create_graph ? 1 : 0;
                    Status.Check(NativeMethods.tsp_tensor_backward(frame.Hold(this), given, retain, create_graph ? 1 : 0, leaves));
                }
                finally
                {
                    frame.Dispose();
                }
            }
        }
    }
}
