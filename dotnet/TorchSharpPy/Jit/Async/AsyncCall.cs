using System;
using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Jit
{
    /// <summary>A call that runs on the thread pool with the settings of the caller's thread.</summary>
    /// <typeparam name="TResult">What it computes.</typeparam>
    internal abstract class AsyncCall<TResult>
    {
        private readonly CallerState state = CallerState.Capture();
        private int released;

        /// <summary>A call of C# code.</summary>
        internal static Task<TResult> Run(Func<TResult> function, CancellationToken cancellation) =>
            new Function(function).Start(cancellation);

        /// <summary>Begins a call. An error becomes the task's.</summary>
        internal static Task<TResult> Begin(Func<Task<TResult>> begin)
        {
            try
            {
                return begin();
            }
            catch (Exception error)
            {
                return Task.FromException<TResult>(error);
            }
        }

        /// <summary>Queues the call.</summary>
        /// <param name="cancellation">Keeps the call from starting. A call that has started runs to its end.</param>
        private protected Task<TResult> Start(CancellationToken cancellation)
        {
            if (cancellation.IsCancellationRequested)
            {
                ReleaseOnce();
                return Task.FromCanceled<TResult>(cancellation);
            }
            Task<TResult> task = Task.Run(RunAsCaller, cancellation);
            if (cancellation.CanBeCanceled)
            {
                // A call that is canceled before it starts never runs.
                task.ContinueWith(
                    (ended, call) => ((AsyncCall<TResult>)call!).ReleaseOnce(),
                    this,
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnCanceled,
                    TaskScheduler.Default);
            }
            return task;
        }

        /// <summary>Releases what was captured, instead of <see cref="Start"/>.</summary>
        private protected void Abandon() => ReleaseOnce();

        /// <summary>The call itself.</summary>
        private protected abstract TResult Compute();

        /// <summary>Releases what the call held; called once.</summary>
        private protected virtual void Release()
        {
        }

        private TResult RunAsCaller()
        {
            try
            {
                return state.Run(Compute);
            }
            finally
            {
                ReleaseOnce();
            }
        }

        private void ReleaseOnce()
        {
            if (Interlocked.Exchange(ref released, 1) == 0)
            {
                Release();
                state.Dispose();
            }
        }

        private sealed class Function : AsyncCall<TResult>
        {
            private readonly Func<TResult> function;

            internal Function(Func<TResult> function)
            {
                this.function = function;
            }

            private protected override TResult Compute() => function();
        }
    }
}
