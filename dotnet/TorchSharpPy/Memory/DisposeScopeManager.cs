using System;
using System.Threading;

namespace TorchSharpPy
{
    /// <summary>Which scopes are open, and what became of the calling thread's tensors.</summary>
    public static class DisposeScopeManager
    {
        private static readonly AsyncLocal<DisposeScope?> Innermost = new AsyncLocal<DisposeScope?>();

        [ThreadStatic]
        private static ThreadDisposeScopeStatistics? statistics;

        private static int open;

        /// <summary>The calling thread's counts.</summary>
        public static ThreadDisposeScopeStatistics Statistics =>
            statistics ?? (statistics = new ThreadDisposeScopeStatistics());

        /// <summary>Whether any code has a scope open: if not, a new tensor need not ask which.</summary>
        internal static bool IsAnyOpen => Volatile.Read(ref open) > 0;

        /// <summary>The innermost scope that is open for the calling code.</summary>
        internal static DisposeScope? Current
        {
            get
            {
                DisposeScope? scope = IsAnyOpen ? Innermost.Value : null;
                while (scope != null && scope.IsClosed) // closed by other code, such as an async method that was called
                {
                    scope = scope.OuterScope;
                }
                return scope;
            }
        }

        /// <summary>Opens a scope within the current one.</summary>
        internal static DisposeScope Enter()
        {
            var scope = new DisposeScope(Current);
            Interlocked.Increment(ref open);
            Innermost.Value = scope;
            return scope;
        }

        /// <summary>Ends a scope, once.</summary>
        internal static void Leave(DisposeScope scope)
        {
            if (scope.TryEnd())
            {
                if (ReferenceEquals(Innermost.Value, scope))
                {
                    Innermost.Value = scope.OuterScope;
                }
                Interlocked.Decrement(ref open);
            }
        }
    }
}
