using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Data
{
    /// <summary>Threads that make the batches of one epoch ahead. One thread uses this; the batches come in its order.</summary>
    /// <typeparam name="S">The type of a batch.</typeparam>
    /// <remarks>If an enumeration is left without an end, as by <c>break</c> in Python, the garbage collector ends its threads.</remarks>
    internal sealed class Workers<S> : IDisposable
    {
        private const int AheadPerWorker = 2; // as in Python

        private readonly WorkQueue<S> queue;
        private readonly Queue<Task<S>> ordered = new Queue<Task<S>>();
        private readonly Thread[] threads;

        /// <summary>Starts threads, which have the caller's settings (gradient mode, autocast).</summary>
        /// <param name="count">How many.</param>
        /// <param name="load">Makes a batch.</param>
        internal Workers(int count, Func<long[], S> load)
        {
            queue = new WorkQueue<S>(load);
            threads = Enumerable.Range(0, count).Select(index => Start(queue, index)).ToArray();
        }

        /// <summary>Finalizes an instance of the <see cref="Workers{S}"/> class.</summary>
        ~Workers()
        {
            queue?.End();
        }

        /// <summary>Whether more batches should be ordered before one is taken.</summary>
        internal bool WantMore => ordered.Count < AheadPerWorker * threads.Length;

        /// <summary>Whether batches were ordered that were not taken.</summary>
        internal bool HaveMore => ordered.Count > 0;

        /// <summary>Orders a batch.</summary>
        internal void Order(long[] indices) => ordered.Enqueue(queue.Order(indices));

        /// <summary>Waits for the next batch. An exception of its thread is thrown as it was.</summary>
        internal S Take()
        {
            using WithoutHostLock released = WithoutHostLock.Begin(); // the dataset may be Python's
            return ordered.Dequeue().GetAwaiter().GetResult();
        }

        /// <summary>Ends the threads, waits for them, and disposes the batches that were not taken.</summary>
        public void Dispose()
        {
            GC.SuppressFinalize(this);
            queue.End();
            using (WithoutHostLock.Begin())
            {
                foreach (Thread thread in threads)
                {
                    thread.Join();
                }
            }
            foreach (Task<S> left in ordered)
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
            queue.Dispose();
        }

        private static Thread Start(WorkQueue<S> queue, int index)
        {
            var thread = new Thread(queue.Run) { IsBackground = true, Name = "TorchSharpPy data loader " + index };
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
    }
}
