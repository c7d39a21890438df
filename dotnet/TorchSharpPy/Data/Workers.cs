using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Data
{
    /// <summary>Threads that make the batches of one epoch ahead. One thread uses this; the batches come in its order.</summary>
    /// <typeparam name="S">The type of a batch.</typeparam>
    internal sealed class Workers<S> : IDisposable
    {
        private const int AheadPerWorker = 2; // as in Python

        private readonly Func<long[], S> load;
        private readonly CallerState state = CallerState.Capture();
        private readonly BlockingCollection<Job> open = new BlockingCollection<Job>();
        private readonly Queue<Job> ordered = new Queue<Job>();
        private readonly Thread[] threads;
        private volatile bool isOver;

        /// <summary>Starts threads, which have the caller's settings (gradient mode, autocast).</summary>
        /// <param name="count">How many.</param>
        /// <param name="load">Makes a batch.</param>
        internal Workers(int count, Func<long[], S> load)
        {
            this.load = load;
            threads = Enumerable.Range(0, count).Select(Start).ToArray();
        }

        /// <summary>Whether more batches should be ordered before one is taken.</summary>
        internal bool WantMore => ordered.Count < AheadPerWorker * threads.Length;

        /// <summary>Whether batches were ordered that were not taken.</summary>
        internal bool HaveMore => ordered.Count > 0;

        /// <summary>Orders a batch.</summary>
        internal void Order(long[] indices)
        {
            var job = new Job(indices);
            ordered.Enqueue(job);
            open.Add(job);
        }

        /// <summary>Waits for the next batch. An exception of its thread is thrown as it was.</summary>
        internal S Take() => ordered.Dequeue().Result.Task.GetAwaiter().GetResult();

        /// <summary>Ends the threads, waits for them, and disposes the batches that were not taken.</summary>
        public void Dispose()
        {
            isOver = true;
            open.CompleteAdding();
            foreach (Thread thread in threads)
            {
                thread.Join();
            }
            foreach (Task<S> left in ordered.Select(job => job.Result.Task))
            {
                if (left.Status == TaskStatus.RanToCompletion)
                {
                    BatchTensors.Dispose(left.Result);
                }
                else
                {
                    GC.KeepAlive(left.Exception); // it was seen: nobody reports it as unobserved
                }
            }
            open.Dispose();
            state.Dispose();
        }

        private Thread Start(int index)
        {
            var thread = new Thread(Run) { IsBackground = true, Name = "TorchSharpPy data loader " + index };
            bool flows = !ExecutionContext.IsFlowSuppressed();
            AsyncFlowControl suppressed = flows ? ExecutionContext.SuppressFlow() : default;
            try
            {
                thread.Start(); // without the caller's dispose scope
            }
            finally
            {
                if (flows)
                {
                    suppressed.Undo();
                }
            }
            return thread;
        }

        private void Run()
        {
            foreach (Job job in open.GetConsumingEnumerable())
            {
                if (isOver)
                {
                    job.Result.SetCanceled();
                    continue;
                }
                try
                {
                    job.Result.SetResult(state.Run(() => load(job.Indices)));
                }
                catch (Exception error)
                {
                    job.Result.SetException(error);
                }
            }
        }

        private sealed class Job
        {
            internal Job(long[] indices)
            {
                Indices = indices;
            }

            internal long[] Indices { get; }

            internal TaskCompletionSource<S> Result { get; } =
                new TaskCompletionSource<S>(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
