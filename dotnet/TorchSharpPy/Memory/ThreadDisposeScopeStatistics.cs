namespace TorchSharpPy
{
    /// <summary>What became of the tensors of one thread: for finding what is never disposed.</summary>
    public sealed class ThreadDisposeScopeStatistics
    {
        internal ThreadDisposeScopeStatistics()
        {
        }

        /// <summary>The counts of tensors.</summary>
        public DisposeScopeStatistics TensorStatistics { get; } = new DisposeScopeStatistics();

        /// <summary>Tensors made in a scope, by this thread.</summary>
        public long CreatedInScopeCount => TensorStatistics.CreatedInScopeCount;

        /// <summary>Tensors disposed by a scope, on this thread.</summary>
        public long DisposedInScopeCount => TensorStatistics.DisposedInScopeCount;

        /// <summary>Tensors taken into a scope later.</summary>
        public long AttachedToScopeCount => TensorStatistics.AttachedToScopeCount;

        /// <summary>Tensors taken out of a scope.</summary>
        public long DetachedFromScopeCount => TensorStatistics.DetachedFromScopeCount;

        /// <summary>Sets all counts to 0.</summary>
        public void Reset() => TensorStatistics.Reset();

        /// <summary>The counts in one line.</summary>
        public override string ToString() => TensorStatistics.ToString();
    }
}
