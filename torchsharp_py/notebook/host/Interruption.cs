using System;
using System.Reflection;
using System.Threading;

namespace TorchSharpPy.Notebook
{
    /// <summary>Runs code that can be stopped in the middle of managed code, where the runtime can do that (.NET 7 and later).</summary>
    internal static class Interruption
    {
        // Found by name, because the SDK may be older than the runtime.
        private static readonly MethodInfo? Controlled = typeof(object).Assembly
            .GetType("System.Runtime.ControlledExecution")?
            .GetMethod("Run", new[] { typeof(Action), typeof(CancellationToken) });

        private static readonly Action<Action, CancellationToken> Runner = Controlled == null
            ? (action, _) => action()
            : (Action<Action, CancellationToken>)Controlled.CreateDelegate(typeof(Action<Action, CancellationToken>));

        /// <exception cref="OperationCanceledException">The token was canceled.</exception>
        internal static void Run(Action action, CancellationToken token)
        {
            token.ThrowIfCancellationRequested();
            Runner(action, token);
        }
    }
}
