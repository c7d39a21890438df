using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy.Jit;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            public partial class ScriptModule
            {
                // As in TorchSharp, results are not annotated as nullable: every cast of one would warn.
#nullable disable annotations

                /// <summary>Runs forward on the thread pool, without hooks.</summary>
                /// <param name="input">
                /// The arguments, as for <see cref="forward(object[])"/>; a CancellationToken at the end keeps the call from
                /// starting. They are read before this method returns: the caller may dispose or change them then, except
                /// the elements of tensors.
                /// </param>
                /// <returns>A task with the result. Every error is the task's, also one about the arguments.</returns>
                /// <remarks>Gradient mode, inference mode and autocast are those of the caller.</remarks>
                public Task<object> ForwardAsync(params object[] input) => InvokeAsync(Forward, input);

                /// <summary>Runs forward on the thread pool with hooks: the registered ones and those scripted with the module.</summary>
                /// <param name="input">
                /// The arguments, as for <see cref="ForwardAsync(object[])"/>. If hooks are registered, which get the arguments as they
                /// are, do not change them until the task has completed.
                /// </param>
                /// <returns>A task with the result. Every error is the task's, also one about the arguments.</returns>
                public Task<object> CallAsync(params object[] input)
                {
                    if (!HasHooks)
                    {
                        return InvokeAsync(ForwardWithHooks, input);
                    }
                    CancellationToken cancellation = AsyncInvocation.TakeToken(ref input);
                    return AsyncCall<object>.Run(() => call(input), cancellation);
                }

                /// <summary>Runs a method on the thread pool.</summary>
                /// <param name="name">Its name.</param>
                /// <param name="input">The arguments, as for <see cref="ForwardAsync(object[])"/>.</param>
                /// <returns>A task with the result. Every error is the task's, also one about the name or the arguments.</returns>
                public Task<object> InvokeAsync(string name, params object[] input) =>
                    AsyncInvocation.Untyped(Method, name, input);

#nullable restore annotations

                /// <summary>Runs a method whose result type is known on the thread pool.</summary>
                /// <typeparam name="TResult">The C# type of the result.</typeparam>
                /// <param name="name">Its name.</param>
                /// <param name="input">The arguments, as for <see cref="ForwardAsync(object[])"/>.</param>
                /// <returns>A task with the result. Every error is the task's, also one about the name or the arguments.</returns>
                public Task<TResult> InvokeAsync<TResult>(string name, params object?[] input) =>
                    AsyncInvocation.Typed<TResult>(Method, name, input);
            }
        }
    }
}
