using System;

namespace TorchSharpPy.Attention
{
    /// <summary>How attention is computed.</summary>
    internal sealed class AttentionOptions
    {
        /// <param name="size">The size of queries and results.</param>
        /// <param name="heads">The number of heads, which must divide it.</param>
        internal AttentionOptions(long size, long heads)
        {
            if (size < 1 || heads < 1 || size % heads != 0)
            {
                throw new ArgumentException(
                    $"The number of heads must be positive and divide the size, but there are {heads} heads for {size}.", nameof(heads));
            }
            (Size, Heads) = (size, heads);
        }

        internal long Size { get; }

        internal long Heads { get; }

        internal long HeadSize => Size / Heads;

        /// <summary>Whether a key and a value of zeros are added.</summary>
        internal bool AddZeros { get; set; }

        /// <summary>The probability of an attention to become zero: 0 unless in training.</summary>
        internal double Dropout { get; set; }

        /// <summary>Whether the attentions are returned.</summary>
        internal bool NeedsWeights { get; set; }

        /// <summary>Whether they are averaged over the heads.</summary>
        internal bool Averages { get; set; }

        /// <summary>Whether the mask hides what comes later.</summary>
        internal bool IsCausal { get; set; }
    }
}
