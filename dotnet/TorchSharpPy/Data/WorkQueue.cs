using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Data
{
    /// <summary>The batches that threads have to make: all that the threads know, so that they do not keep who waits for them.</summary>
    /// <typeparam name="S">The type of a batch.</typeparam>
    internal sealed class WorkQueue<S> : IDisposable
    {
        private readonly Func<long[], S> load;
        private readonly CallerState state = CallerState.Capture();
        private readonly BlockingCollection<Job> open = new BlockingCollection<Job>();
        private volatile bool isOver;

        /// <summary>Creates a queue for threads that have the caller's settings (gradient mode, autocast).</summary>
        /// <param name="load">Makes a batch.</param>
        internal WorkQueue(Func<long[], S> load)
        {
            this.load = load;
        }

        /// <summary>Orders a batch.</summary>
        internal Task<S> Order(long[] indices)
        {
            var job = new Job(indices);
            open.Add(job);
            return job.Result.Task;
        }

        /// <summary>Lets the threads end: what has not begun is canceled.</summary>
        internal void End()
        {
            isOver = true;
            open.CompleteAdding();
        }

        /// <summary>Makes batches on the calling thread until the end.</summary>
        internal void Run()
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

        /// <summary>Releases it after all threads have ended.</summary>
        public void Dispose()
        {
            open.Dispose();
            state.Dispose();
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
