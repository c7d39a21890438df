using System;
using System.Threading;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    /// <summary>A limit for the calls of the thread that made it, see <see cref="torch.jit.time_limit"/>.</summary>
    public sealed class TimeLimit : IDisposable
    {
        /// <summary>Only the thread that entered the scope may leave it, so no other thread may be using it then.</summary>
        private readonly object gate = new object();
        private readonly NativeScope scope;
        private readonly CancellationTokenRegistration registration;
        private bool isOver;

        internal TimeLimit(double seconds, CancellationToken cancellation)
        {
            scope = Enter(seconds);
            try
            {
                registration = cancellation.Register(Cancel);
            }
            catch
            {
                scope.Dispose();
                throw;
            }
        }

        /// <summary>Stops the calls within the limit, from any thread, as soon as they check it. Afterwards it does nothing.</summary>
        public void Cancel()
        {
            lock (gate)
            {
                if (!isOver)
                {
                    scope.Cancel();
                }
            }
        }

        /// <summary>Ends the limit.</summary>
        /// <exception cref="InvalidOperationException">Another thread made it. Then nothing changes.</exception>
        public void Dispose()
        {
            lock (gate)
            {
                scope.Dispose();
                isOver = true;
            }
            registration.Dispose();
        }

        private static unsafe NativeScope Enter(double seconds) =>
            NativeScope.Enter("jit.time_limit", scope => NativeMethods.tsp_limit_enter(seconds, scope));
    }
}
