using System;
using TorchSharpPy.Autograd;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>Adds a function that backward calls with the gradient of this tensor, and that may change it.</summary>
            /// <param name="hook">Returns another gradient, or null to keep it. It must not change its argument in place.</param>
            /// <returns>Removes the hook.</returns>
            /// <remarks>
            /// Autograd calls it on any thread, as often as a gradient is computed. Tensors that are made in it, and its argument,
            /// are disposed at its end; <c>DetachFromDisposeScope</c> keeps one. What it throws is thrown by backward.
            /// <para>The tensor keeps the function, and what it captures. If that is the tensor itself, or an optimizer or module that
            /// has it, they keep each other, and the garbage collector frees none of them: remove the hook, or dispose the tensor.</para>
            /// <para>Python's first hook of a leaf removes those of C# that were added before: add Python's first.</para>
            /// </remarks>
            /// <exception cref="ScriptRuntimeException">The tensor does not require a gradient.</exception>
            public nn.HookRemover register_hook(Func<Tensor, Tensor?> hook) =>
                TensorHook.Add(this, NativeHookKind.Gradient, hook ?? throw new ArgumentNullException(nameof(hook)));

            /// <summary>Adds a function that backward calls with the gradient of this tensor.</summary>
            /// <inheritdoc cref="register_hook(Func{Tensor, Tensor})"/>
            public nn.HookRemover register_hook(Action<Tensor> hook) =>
                TensorHook.Add(this, NativeHookKind.Gradient, Watching(hook));

            /// <summary>Adds a function that backward calls with this tensor, after its <see cref="grad"/> has been added to.</summary>
            /// <param name="hook">Gets this tensor. For instance it makes a step of an optimizer and sets the gradient to null.</param>
            /// <returns>Removes the hook.</returns>
            /// <remarks>
            /// Autograd calls it on any thread. Tensors that are made in it, and its argument, are disposed at its end. What it throws
            /// is thrown by backward.
            /// <para>The tensor keeps the function, and what it captures. If that is the tensor itself, or an optimizer or module that
            /// has it, they keep each other, and the garbage collector frees none of them: remove the hook, or dispose the tensor.</para>
            /// <para>Python's first hook of this kind removes those of C# that were added before: add Python's first.</para>
            /// </remarks>
            /// <exception cref="ScriptRuntimeException">The tensor does not require a gradient, or was computed from others.</exception>
            public nn.HookRemover register_post_accumulate_grad_hook(Action<Tensor> hook) =>
                TensorHook.Add(this, NativeHookKind.PostAccumulate, Watching(hook));

            private static Func<Tensor, Tensor?> Watching(Action<Tensor> hook)
            {
                if (hook is null)
                {
                    throw new ArgumentNullException(nameof(hook));
                }
                return tensor =>
                {
                    hook(tensor);
                    return null;
                };
            }
        }
    }
}
