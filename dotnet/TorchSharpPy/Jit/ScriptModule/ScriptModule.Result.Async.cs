using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy.Jit;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            public sealed partial class ScriptModule<TResult>
            {
                /// <summary>Runs forward on the thread pool, without hooks.</summary>
                /// <param name="input">The arguments, as for <see cref="ScriptModule.ForwardAsync(object[])"/>.</param>
                /// <returns>A task with the result. Every error is the task's, also one about the arguments.</returns>
                public new Task<TResult> ForwardAsync(params object?[] input) => InvokeAsync<TResult>("forward", input);

                /// <summary>Runs forward on the thread pool with hooks: the registered ones and those scripted with the module.</summary>
                /// <param name="input">The arguments, as for <see cref="ScriptModule.CallAsync(object[])"/>.</param>
                /// <returns>A task with the result. Every error is the task's, also one about the arguments.</returns>
                public new Task<TResult> CallAsync(params object?[] input)
                {
                    if (!HasHooks)
                    {
                        return InvokeAsync<TResult>(ForwardWithHooks, input);
                    }
                    object?[]? arguments = input;
                    CancellationToken cancellation = AsyncInvocation.TakeToken(ref arguments);
                    return AsyncCall<TResult>.Run(() => call(arguments!), cancellation);
                }
            }
        }
    }
}
