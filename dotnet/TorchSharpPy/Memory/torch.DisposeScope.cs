using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The innermost scope that is open for the calling code; null if there is none.</summary>
        public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Current;

        /// <summary>Opens a scope that disposes the tensors made in it: <c>using var scope = torch.NewDisposeScope();</c></summary>
        public static DisposeScope NewDisposeScope() => DisposeScopeManager.Enter();

        /// <summary>Runs a function in a scope of its own, and moves its result out.</summary>
        /// <param name="expression">Computes a tensor.</param>
        public static Tensor WrappedTensorDisposeScope(Func<Tensor> expression)
        {
            using DisposeScope scope = NewDisposeScope();
            return scope.MoveToOuter(expression());
        }

        public partial class Tensor
        {
            private DisposeScope? scope;

            /// <summary>Takes the tensor out of its scope: its owner disposes it, or the garbage collector.</summary>
            /// <returns>This tensor.</returns>
            public Tensor DetachFromDisposeScope() => scope is DisposeScope owner ? owner.Detach(this) : this;

            /// <summary>Moves the tensor to the scope around its own; to none if there is none.</summary>
            /// <returns>This tensor.</returns>
            public Tensor MoveToOuterDisposeScope() => scope is DisposeScope owner ? owner.MoveToOuter(this) : this;

            /// <summary>Moves the tensor to another scope; null for none.</summary>
            /// <returns>This tensor.</returns>
            public Tensor MoveToOtherDisposeScope(DisposeScope? other)
            {
                MoveTo(other);
                return this;
            }

            /// <summary>Moves the tensor to the scope of another tensor.</summary>
            /// <returns>This tensor.</returns>
            public Tensor MoveToOtherDisposeScope(Tensor other) =>
                MoveToOtherDisposeScope((other ?? throw new ArgumentNullException(nameof(other))).scope);

            /// <summary>Makes a scope the tensor's, instead of another.</summary>
            internal void MoveTo(DisposeScope? other)
            {
                scope?.Remove(this);
                scope = other;
                other?.Add(this);
            }

            /// <summary>The scope has forgotten the tensor.</summary>
            internal void Leave(DisposeScope from)
            {
                if (ReferenceEquals(scope, from))
                {
                    scope = null;
                }
            }

            private protected override void OnDispose() => scope?.Remove(this);

            /// <summary>Joins the innermost scope.</summary>
            private void Join()
            {
                if (DisposeScopeManager.Current is DisposeScope current)
                {
                    scope = current;
                    current.Add(this);
                    DisposeScopeManager.Statistics.TensorStatistics.CreatedInScopeCount++;
                }
            }
        }
    }
}
