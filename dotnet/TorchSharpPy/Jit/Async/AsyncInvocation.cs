using System;
using System.Threading;
using System.Threading.Tasks;

namespace TorchSharpPy.Jit
{
    /// <summary>Untyped asynchronous calls of methods and functions. Every error is the task's.</summary>
    internal static class AsyncInvocation
    {
        /// <summary>Calls the method or function of a name. The schema gives the type of the result.</summary>
        internal static Task<object?> Untyped(Func<string, Callable> find, string name, object?[]? input)
        {
            CancellationToken cancellation = TakeToken(ref input);
            try
            {
                return find(name).InvokeAsync(input, cancellation);
            }
            catch (Exception error)
            {
                return Task.FromException<object?>(error);
            }
        }

        /// <summary>Calls the method or function of a name. The caller gives the type of the result.</summary>
        internal static Task<TResult> Typed<TResult>(Func<string, Callable> find, string name, object?[]? input)
        {
            CancellationToken cancellation = TakeToken(ref input);
            try
            {
                return find(name).InvokeAsync<TResult>(input, cancellation);
            }
            catch (Exception error)
            {
                return Task.FromException<TResult>(error);
            }
        }

        /// <summary>Removes a token from the end of the arguments. Without one they stay, and the token is none.</summary>
        internal static CancellationToken TakeToken(ref object?[]? input)
        {
            if (input == null || input.Length == 0 || !(input[input.Length - 1] is CancellationToken token))
            {
                return CancellationToken.None;
            }
            input = input.AsSpan(0, input.Length - 1).ToArray();
            return token;
        }
    }
}
