using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace TorchSharpPy.Memory
{
    /// <summary>Tells objects apart by what they are: tensors are equal by their elements.</summary>
    internal sealed class ReferenceComparer : IEqualityComparer<IDisposable>
    {
        /// <summary>The comparer.</summary>
        internal static readonly ReferenceComparer Instance = new ReferenceComparer();

        /// <inheritdoc/>
        public bool Equals(IDisposable? left, IDisposable? right) => ReferenceEquals(left, right);

        /// <inheritdoc/>
        public int GetHashCode(IDisposable disposable) => RuntimeHelpers.GetHashCode(disposable);
    }
}
