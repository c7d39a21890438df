using System;
using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Jit
{
    /// <summary>A call of TorchScript. Its arguments are read and held when it is created.</summary>
    internal sealed unsafe class NativeAsyncCall<TResult> : AsyncCall<TResult>
    {
        private readonly Callable callable;
        private readonly Conv<TResult> result;
        private readonly int count;
        private readonly HeldArguments arguments = new HeldArguments();
        private NativeValue* nodes;

        internal NativeAsyncCall(Callable callable, int count, Conv<TResult> result)
        {
            this.callable = callable;
            this.count = count;
            this.result = result;
        }

        /// <summary>Begins the frame that the arguments are written in.</summary>
        internal CallFrame BeginArguments(out NativeValue* nodes)
        {
            CallFrame frame = arguments.Begin();
            this.nodes = nodes = frame.AllocateNodes(count);
            return frame;
        }

        /// <summary>Queues the call, with what is in the frame.</summary>
        internal Task<TResult> Start(ref CallFrame frame, CancellationToken cancellation)
        {
            arguments.Keep(ref frame);
            return Start(cancellation);
        }

        /// <summary>A task that failed with the error of reading the arguments.</summary>
        internal Task<TResult> Fail(ref CallFrame frame, Exception error)
        {
            frame.Dispose();
            Abandon();
            return Task.FromException<TResult>(error);
        }

        private protected override TResult Compute()
        {
            CallFrame frame = CallFrame.Begin();
            try
            {
                return result.Take(callable.Call(nodes, count, ref frame));
            }
            finally
            {
                frame.Dispose();
            }
        }

        private protected override void Release() => arguments.Release();
    }
}
