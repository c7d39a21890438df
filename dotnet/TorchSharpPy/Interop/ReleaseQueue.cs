using System;
using System.Collections.Concurrent;
using System.Threading;

namespace TorchSharpPy.Interop
{
    /// <summary>Releases forgotten objects on a thread that may wait.</summary>
    /// <remarks>
    /// Dropping the last reference to a tensor that Python knows takes Python's lock, and the thread
    /// that ends Python holds that lock while it waits for finalizers: a finalizer must not release.
    /// </remarks>
    internal static class ReleaseQueue
    {
        private static readonly ConcurrentQueue<IDisposable> Abandoned = new ConcurrentQueue<IDisposable>();
        private static readonly AutoResetEvent Wake = new AutoResetEvent(false);
        private static readonly object Releasing = new object();
        private static int started;
        private static int signaled;
        private static int stopped;
        private static int unreleased;

        /// <summary>Whether the process, or Python in it, is ending. Then nothing more is released.</summary>
        internal static bool IsStopped => Volatile.Read(ref stopped) != 0;

        /// <summary>Whether everything that was added has been released.</summary>
        internal static bool IsEmpty => Volatile.Read(ref unreleased) == 0;

        /// <summary>Adds an object that its owner forgot, or may not release. Finalizers call it; it does not wait.</summary>
        internal static void Add(IDisposable handle)
        {
            if (IsStopped)
            {
                return;
            }
            Interlocked.Increment(ref unreleased);
            Abandoned.Enqueue(handle);
            if (Interlocked.Exchange(ref started, 1) == 0)
            {
                Start();
            }
            if (Interlocked.Exchange(ref signaled, 1) == 0)
            {
                Wake.Set();
            }
        }

        /// <summary>Ends releasing forever and leaves the rest to the end of the process.</summary>
        /// <remarks>Does not wait for a release in progress, which may wait for the caller's lock.</remarks>
        internal static void Stop()
        {
            Volatile.Write(ref stopped, 1);
            Wake.Set();
        }

        /// <summary>After <see cref="Stop"/>: waits for a release in progress. Do not hold a lock that the release may need.</summary>
        /// <returns>False if the time was not enough.</returns>
        internal static bool WaitUntilIdle(TimeSpan timeout)
        {
            if (!Monitor.TryEnter(Releasing, timeout))
            {
                return false;
            }
            Monitor.Exit(Releasing);
            return true;
        }

        private static void Start()
        {
            // A release in progress is a native call: the library's exit waits for it.
            AppDomain.CurrentDomain.ProcessExit += (sender, arguments) => Stop();
            var thread = new Thread(Run) { IsBackground = true, Name = "TorchSharpPy release" };
            thread.Start();
        }

        private static void Run()
        {
            while (!IsStopped)
            {
                Wake.WaitOne();
                Interlocked.Exchange(ref signaled, 0); // before it looks into the queue: a plain write may come later
                while (Abandoned.TryDequeue(out IDisposable handle))
                {
                    lock (Releasing)
                    {
                        if (IsStopped)
                        {
                            return;
                        }
                        handle.Dispose();
                    }
                    Interlocked.Decrement(ref unreleased);
                }
            }
        }
    }
}
