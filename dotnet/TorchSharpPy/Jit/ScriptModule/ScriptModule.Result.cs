using System;
using TorchSharpPy.Convert;
using TorchSharpPy.Jit;
using TorchSharpPy.Modules;
using ModuleHandle = TorchSharpPy.Jit.ModuleHandle;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>A TorchScript module whose result type is known; its arguments are typed at run time.</summary>
            /// <typeparam name="TResult">The C# type of forward's result.</typeparam>
            public sealed partial class ScriptModule<TResult> : ScriptModule, nn.IModule<TResult>
            {
                private readonly Callable forwardMethod;

                internal ScriptModule(ModuleHandle handle)
                    : base(handle)
                {
                    forwardMethod = OrDispose(CheckedForward);
                }

                /// <summary>Runs a forward that needs no arguments, without hooks.</summary>
                /// <exception cref="ScriptRuntimeException">The module failed. The error has the TorchScript traceback.</exception>
                public TResult forward() => forwardMethod.Invoke<TResult>(Array.Empty<object?>());

                /// <summary>Runs forward, without hooks.</summary>
                /// <param name="input">The arguments, as for <see cref="ScriptModule.forward(object[])"/>.</param>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The module failed. The error has the TorchScript traceback.</exception>
                public new TResult forward(params object?[] input) => forwardMethod.Invoke<TResult>(input);

                /// <summary>Runs a forward that needs no arguments, with hooks: the registered and the scripted ones.</summary>
                /// <exception cref="ScriptRuntimeException">The module failed. The error has the TorchScript traceback.</exception>
                public TResult call() => call(Array.Empty<object?>());

                /// <summary>Runs forward with hooks: the registered ones and those scripted with the module.</summary>
                /// <param name="input">The arguments, as for <see cref="ScriptModule.forward(object[])"/>.</param>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The module failed. The error has the TorchScript traceback.</exception>
                public new TResult call(params object?[] input)
                {
                    Callable method = MethodWithHooks();
                    return HasHooks
                        ? Hooks.Call(method.Normalize(input), method.InvokeNormalized<TResult>)
                        : method.Invoke<TResult>(input);
                }

                /// <summary>Runs a hook after each <c>call</c> of this view. <c>forward</c> runs no hooks.</summary>
                /// <param name="hook">
                /// Takes the module, the arguments by position, and the result. Returns another result, or null to keep it.
                /// </param>
                /// <returns>Removes the hook when asked to.</returns>
                public nn.HookRemover register_forward_hook(Func<ScriptModule<TResult>, object[], TResult, TResult> hook) =>
                    Hooks.AddAfter(hook, (input, result) => hook(this, input!, ModuleHooks.Result<TResult>(result)));

                private Callable CheckedForward()
                {
                    Callable forward = Method("forward");
                    TypedView.CheckResult(forward.Schema, typeof(TResult));
                    return forward;
                }
            }
        }
    }
}
