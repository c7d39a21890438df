using System;
using System.Threading;

namespace TorchSharpPy.Interop
{
    /// <summary>Something that holds on the thread that entered it, until it is disposed there.</summary>
    internal abstract class ThreadScope : IDisposable
    {
        private readonly string name;
        private readonly int thread = Environment.CurrentManagedThreadId;
        private int disposed;

        /// <summary>A scope that has been, or is about to be, entered on the calling thread.</summary>
        /// <param name="name">What the user called to enter it.</param>
        private protected ThreadScope(string name)
        {
            this.name = name;
        }

        /// <summary>Leaves the scope; after the first time does nothing.</summary>
        /// <exception cref="InvalidOperationException">On another thread than the one that entered it; then nothing changes.</exception>
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
                    $"The scope of torch.{name} holds on thread {thread}, which entered it, and was to be left on thread {current}. " +
                    "Dispose it on the thread that entered it. After an 'await' inside the scope that may be another one: start " +
                    "the work inside the scope (ForwardAsync takes the thread's state along) and await it outside.");
            }
            Volatile.Write(ref disposed, 1);
            Leave();
        }

        /// <summary>Puts back what held before; called once, on the thread that entered the scope.</summary>
        private protected abstract void Leave();
    }
}
