namespace TorchSharpPy
{
    /// <summary>Counts of one kind of object in scopes.</summary>
    public sealed class DisposeScopeStatistics
    {
        internal DisposeScopeStatistics()
        {
        }

        /// <summary>How many were made in a scope.</summary>
        public long CreatedInScopeCount { get; internal set; }

        /// <summary>How many a scope has disposed.</summary>
        public long DisposedInScopeCount { get; internal set; }

        /// <summary>How many were taken into a scope later.</summary>
        public long AttachedToScopeCount { get; internal set; }

        /// <summary>How many were taken out of a scope.</summary>
        public long DetachedFromScopeCount { get; internal set; }

        /// <summary>Sets all counts to 0.</summary>
        public void Reset()
        {
            CreatedInScopeCount = 0;
            DisposedInScopeCount = 0;
            AttachedToScopeCount = 0;
            DetachedFromScopeCount = 0;
        }

        /// <summary>The counts in one line.</summary>
        public override string ToString() =>
            $"created in scopes: {CreatedInScopeCount}, disposed by scopes: {DisposedInScopeCount}, " +
            $"attached: {AttachedToScopeCount}, detached: {DetachedFromScopeCount}";
    }
}
