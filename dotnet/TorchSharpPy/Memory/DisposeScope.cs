using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TorchSharpPy.Memory;

namespace TorchSharpPy
{
    /// <summary>
    /// Disposes the tensors that are made while it is open: create it with <c>using</c> and <see cref="torch.NewDisposeScope"/>.
    /// </summary>
    /// <remarks>
    /// <para>It belongs to the code that opened it, not to a thread: after an <c>await</c>, and in tasks that were started
    /// in it, tensors still go to this scope. A tensor belongs to the innermost scope that is open.</para>
    /// <para>What is to live longer is moved to the outer scope (<see cref="MoveToOuter{T}(T)"/>) or detached
    /// (<see cref="Detach{T}(T)"/>). Parameters, and what a module keeps, belong to no scope. Any thread may use it.</para>
    /// </remarks>
    public sealed partial class DisposeScope : IDisposable
    {
        private readonly HashSet<IDisposable> disposables = new HashSet<IDisposable>(ReferenceComparer.Instance);
        private int ended;

        internal DisposeScope(DisposeScope? outer)
        {
            OuterScope = outer;
        }

        /// <summary>The scope around this one; null if there is none.</summary>
        public DisposeScope? OuterScope { get; }

        /// <summary>How many objects it would dispose now.</summary>
        public int DisposablesCount
        {
            get
            {
                lock (disposables)
                {
                    return disposables.Count;
                }
            }
        }

        /// <summary>What it would dispose now, copied.</summary>
        public IReadOnlyList<IDisposable> DisposablesView
        {
            get
            {
                lock (disposables)
                {
                    return disposables.ToArray();
                }
            }
        }

        /// <summary>Whether it was disposed.</summary>
        internal bool IsClosed => Volatile.Read(ref ended) != 0;

        /// <summary>Whether it would dispose an object.</summary>
        public bool Contains(IDisposable disposable)
        {
            lock (disposables)
            {
                return disposables.Contains(disposable);
            }
        }

        /// <summary>Disposes everything in it, and ends it: later tensors go to the scope around it.</summary>
        public void Dispose()
        {
            DisposeScopeManager.Leave(this);
            DisposeEverything();
        }

        /// <summary>Disposes everything in it; the scope stays open.</summary>
        public void DisposeEverything() => DisposeEverythingBut(Array.Empty<IDisposable>());

        /// <summary>Disposes everything but some objects, which stay in the scope.</summary>
        public void DisposeEverythingBut(IEnumerable<IDisposable> keep)
        {
            IDisposable[] kept = (keep ?? throw new ArgumentNullException(nameof(keep))).ToArray();
            IDisposable[] ended;
            lock (disposables)
            {
                ended = disposables.Except(kept, ReferenceComparer.Instance).ToArray();
                disposables.ExceptWith(ended);
            }
            foreach (IDisposable each in ended) // outside of the lock: it may be code of others
            {
                if (each is torch.Tensor tensor)
                {
                    tensor.Leave(this);
                    DisposeScopeManager.Statistics.TensorStatistics.DisposedInScopeCount++;
                }
                each.Dispose();
            }
        }

        /// <inheritdoc cref="DisposeEverythingBut(IEnumerable{IDisposable})"/>
        public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

        /// <inheritdoc cref="DisposeEverythingBut(IEnumerable{IDisposable})"/>
        public T DisposeEverythingBut<T>(T keep)
            where T : IDisposable
        {
            DisposeEverythingBut(new IDisposable[] { keep });
            return keep;
        }

        /// <summary>Takes an object into the scope, from the one that it belongs to.</summary>
        public T Attach<T>(T disposable)
            where T : IDisposable
        {
            Take(disposable);
            return disposable;
        }

        /// <summary>Takes objects into the scope, from those that they belong to.</summary>
        public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
        {
            IDisposable[] all = disposables.ToArray();
            Array.ForEach(all, Take);
            return all;
        }

        /// <summary>Forgets an object that was disposed otherwise.</summary>
        public void MarkAsDisposed(IDisposable disposable) => Remove(disposable);

        /// <summary>Ends the scope.</summary>
        /// <returns>False if it has ended already.</returns>
        internal bool TryEnd() => Interlocked.Exchange(ref ended, 1) == 0;

        /// <summary>Adds a new object.</summary>
        internal void Add(IDisposable disposable)
        {
            lock (disposables)
            {
                disposables.Add(disposable);
            }
        }

        /// <summary>Takes an object out.</summary>
        /// <returns>False if it was not in this scope.</returns>
        internal bool Remove(IDisposable disposable)
        {
            lock (disposables)
            {
                return disposables.Remove(disposable);
            }
        }

        private void Take(IDisposable disposable)
        {
            if (disposable is torch.Tensor tensor)
            {
                tensor.MoveTo(this);
                DisposeScopeManager.Statistics.TensorStatistics.AttachedToScopeCount++;
            }
            else
            {
                Add(disposable);
            }
        }
    }
}
