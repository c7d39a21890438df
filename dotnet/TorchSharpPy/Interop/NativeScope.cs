using System;
using System.Threading;

namespace TorchSharpPy.Interop
{
    /// <summary>A setting of the thread that entered it, until it is disposed on that thread.</summary>
    internal sealed class NativeScope : IDisposable
    {
        private readonly string name;
        private readonly ScopeHandle handle;
        private readonly int thread = Environment.CurrentManagedThreadId;
        private int disposed;

        private NativeScope(string name, ScopeHandle handle)
        {
            this.name = name;
            this.handle = handle;
        }

        /// <summary>Enters a scope on the calling thread.</summary>
        /// <param name="name">What the user called to enter it.</param>
        /// <param name="enter">Enters it.</param>
        internal static NativeScope Enter(string name, NativeRead<IntPtr> enter) =>
            new NativeScope(name, new ScopeHandle(NativeCall.Read(enter)));

        /// <summary>Cancels what runs in the scope of a limit, from any thread.</summary>
        internal void Cancel() => handle.Cancel();

        /// <summary>Leaves the scope; after the first time it does nothing.</summary>
        /// <exception cref="InvalidOperationException">Another thread entered the scope. Then nothing changes.</exception>
        public void Dispose()
        {
            if (Volatile.Read(ref disposed) != 0)
            {
                return;
            }
            int current = Environment.CurrentManagedThreadId;
            if (current != thread)
            {
                throw new InvalidOperationException(
                    $"torch.{name} was entered on thread {thread} and disposed on thread {current}: dispose it on the thread that " +
                    "entered it. After an 'await' inside the scope that may be another thread: start the work inside the scope " +
                    "(ForwardAsync takes the thread's settings along) and await it outside.");
            }
            Volatile.Write(ref disposed, 1);
            handle.Leave();
        }
    }
}
