using TorchSharpPy.Convert;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>A TorchScript module whose result type is known; its arguments are typed at run time.</summary>
            /// <typeparam name="TResult">The C# type of forward's result.</typeparam>
            public sealed class ScriptModule<TResult> : ScriptModule, nn.IModule<TResult>
            {
                private readonly Callable forwardMethod;

                internal ScriptModule(ModuleHandle handle)
                    : base(handle)
                {
                    forwardMethod = OrDispose(CheckedForward);
                }

                /// <summary>Runs a forward that needs no arguments, without hooks.</summary>
                /// <exception cref="ScriptRuntimeException">The module failed; with its TorchScript traceback.</exception>
                public TResult forward() => forwardMethod.Invoke<TResult>(System.Array.Empty<object?>());

                /// <summary>Runs forward, without hooks.</summary>
                /// <param name="input">The arguments, as of <see cref="ScriptModule.forward(object[])"/>.</param>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The module failed; with its TorchScript traceback.</exception>
                public new TResult forward(params object?[] input) => forwardMethod.Invoke<TResult>(input);

                /// <summary>Runs a forward that needs no arguments, with the hooks scripted with the module.</summary>
                /// <exception cref="ScriptRuntimeException">The module failed; with its TorchScript traceback.</exception>
                public TResult call() => MethodWithHooks().Invoke<TResult>(System.Array.Empty<object?>());

                /// <summary>Runs forward with the hooks scripted with the module.</summary>
                /// <param name="input">The arguments, as of <see cref="ScriptModule.forward(object[])"/>.</param>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The module failed; with its TorchScript traceback.</exception>
                public new TResult call(params object?[] input) => MethodWithHooks().Invoke<TResult>(input);

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
