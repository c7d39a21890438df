using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy
{
    /// <content>What lives longer than the scope.</content>
    public sealed partial class DisposeScope
    {
        /// <summary>Moves an object to the scope around this one; to none if there is none.</summary>
        public T MoveToOuter<T>(T disposable)
            where T : IDisposable => MoveToOther(OuterScope, disposable);

        /// <inheritdoc cref="MoveToOuter{T}(T)"/>
        public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
            where T1 : IDisposable
            where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

        /// <inheritdoc cref="MoveToOuter{T}(T)"/>
        public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
            where T1 : IDisposable
            where T2 : IDisposable
            where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

        /// <summary>Moves objects to the scope around this one; to none if there is none.</summary>
        public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

        /// <inheritdoc cref="MoveToOuter(IEnumerable{IDisposable})"/>
        public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(OuterScope, disposables);

        /// <summary>Moves an object to another scope; null for none.</summary>
        public T MoveToOther<T>(DisposeScope? scope, T disposable)
            where T : IDisposable
        {
            if (Remove(disposable))
            {
                if (disposable is torch.Tensor tensor)
                {
                    tensor.MoveTo(scope);
                }
                else
                {
                    scope?.Add(disposable);
                }
            }
            return disposable;
        }

        /// <summary>Moves objects to another scope; null for none.</summary>
        public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
        {
            foreach (IDisposable each in disposables.ToArray())
            {
                MoveToOther(scope, each);
            }
        }

        /// <summary>Takes an object out of the scope: its owner disposes it, or the garbage collector.</summary>
        public T Detach<T>(T disposable)
            where T : IDisposable
        {
            if (Contains(disposable) && disposable is torch.Tensor)
            {
                DisposeScopeManager.Statistics.TensorStatistics.DetachedFromScopeCount++;
            }
            return MoveToOther(null, disposable);
        }

        /// <inheritdoc cref="Detach{T}(T)"/>
        public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second)
            where T1 : IDisposable
            where T2 : IDisposable => (Detach(first), Detach(second));

        /// <inheritdoc cref="Detach{T}(T)"/>
        public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
            where T1 : IDisposable
            where T2 : IDisposable
            where T3 : IDisposable => (Detach(first), Detach(second), Detach(third));

        /// <summary>Takes objects out of the scope.</summary>
        public void Detach(IEnumerable<IDisposable> disposables)
        {
            foreach (IDisposable each in disposables.ToArray())
            {
                Detach(each);
            }
        }
    }
}
