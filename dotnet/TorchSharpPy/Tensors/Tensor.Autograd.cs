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
            /// <summary>Whether autograd records what is computed from this tensor.</summary>
            /// <exception cref="ScriptRuntimeException">It cannot: the elements are integers, or the tensor is no leaf.</exception>
            public bool requires_grad
            {
                get => Info.RequiresGrad != 0;

                set => Set(NativeMethods.tsp_tensor_requires_grad_set, value);
            }

            /// <summary>Whether the tensor was made by the user, rather than by an operator that autograd recorded.</summary>
            public bool is_leaf => Read<int>(NativeMethods.tsp_tensor_is_leaf) != 0;

            /// <summary>The gradient that <see cref="backward"/> has added up; null where there is none.</summary>
            /// <remarks>Each read gives another handle on the same gradient: dispose it.</remarks>
            /// <exception cref="ScriptRuntimeException">A gradient of another shape, type or device is set.</exception>
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

            /// <summary>Sets whether autograd records what is computed from this tensor.</summary>
            /// <returns>This tensor.</returns>
            /// <exception cref="ScriptRuntimeException">It cannot: the elements are integers, or the tensor is no leaf.</exception>
            public Tensor requires_grad_(bool requires_grad = true)
            {
                this.requires_grad = requires_grad;
                return this;
            }

            /// <summary>Makes <see cref="backward"/> keep the gradient of this tensor although it is no leaf.</summary>
            /// <exception cref="ScriptRuntimeException">The tensor does not require a gradient.</exception>
            public void retain_grad() => Run(NativeMethods.tsp_tensor_retain_grad);

            /// <summary>The same memory, out of sight of autograd.</summary>
            public Tensor detach() => TensorOperators.Detach.Call(this);

            /// <summary>Takes this tensor out of what autograd recorded: it becomes a leaf that requires no gradient.</summary>
            /// <returns>This tensor.</returns>
            /// <exception cref="ScriptRuntimeException">The tensor is a view, whose base would still be recorded.</exception>
            public Tensor detach_()
            {
                TensorOperators.DetachInPlace.Call(this).Dispose();
                return this;
            }

            /// <summary>Adds the gradients of this tensor to the <see cref="grad"/> of the leaves that it was computed from.</summary>
            /// <param name="gradient">The gradient of what follows with respect to this tensor; 1 where it has one element.</param>
            /// <param name="retain_graph">Whether what was recorded is kept for another time; as create_graph where left out.</param>
            /// <param name="create_graph">Whether the gradients are recorded too, for derivatives of higher order.</param>
            /// <param name="inputs">The leaves that get gradients; all where left out.</param>
            /// <exception cref="ScriptRuntimeException">Nothing was recorded, or it was used up; or a gradient is missing.</exception>
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
