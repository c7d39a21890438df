using System;
using System.Threading;
using System.Threading.Tasks;

namespace TorchSharpPy.Tests
{
    /// <summary>Occupies every thread of the pool until it is disposed, so that nothing starts.</summary>
    internal sealed class BusyPool : IDisposable
    {
        private static readonly ManualResetEventSlim Idle = new ManualResetEventSlim(true);

        private readonly int threads;
        private readonly int ports;

        private BusyPool(int threads, int ports) => (this.threads, this.ports) = (threads, ports);

        /// <summary>Occupies the threads.</summary>
        internal static BusyPool Start(TimeSpan patience)
        {
            ThreadPool.GetMinThreads(out int workers, out int ports);
            ThreadPool.GetMaxThreads(out int most, out int mostPorts);
            Check.True(ThreadPool.SetMaxThreads(workers, mostPorts), "a pool of " + workers);
            Idle.Reset();
            using var started = new CountdownEvent(workers);
            for (int i = 0; i < workers; i++)
            {
                Task.Run(() =>
                {
                    started.Signal();
                    Idle.Wait(patience);
                });
            }
            Check.True(started.Wait(patience), "a busy pool");
            return new BusyPool(most, mostPorts);
        }

        /// <summary>Frees the threads before the pool is disposed.</summary>
        internal static void Free() => Idle.Set();

        /// <inheritdoc/>
        public void Dispose()
        {
            Free();
            ThreadPool.SetMaxThreads(threads, ports);
        }
    }
}
