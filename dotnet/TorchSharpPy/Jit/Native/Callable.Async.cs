using System;
using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Jit
{
    internal sealed unsafe partial class Callable
    {
        /// <summary>As <see cref="Invoke(object[])"/>, on the thread pool; the arguments are read here.</summary>
        internal Task<object?> InvokeAsync(object?[]? arguments, CancellationToken cancellation) =>
            RunAsync(Normalize(arguments), UntypedResult, cancellation);

        /// <summary>As <see cref="Invoke{TResult}(object[])"/>, on the thread pool; the arguments are read here.</summary>
        internal Task<TResult> InvokeAsync<TResult>(object?[]? arguments, CancellationToken cancellation) =>
            RunAsync(Normalize(arguments), CheckedResult<TResult>(), cancellation);

        private Task<TResult> RunAsync<TResult>(object?[] arguments, Conv<TResult> result, CancellationToken cancellation)
        {
            var call = new NativeAsyncCall<TResult>(this, arguments.Length, result);
            CallFrame frame = call.BeginArguments(out NativeValue* nodes);
            try
            {
                Put(arguments, nodes, ref frame);
                return call.Start(ref frame, cancellation);
            }
            catch (Exception error)
            {
                return call.Fail(ref frame, error);
            }
        }
    }
}
