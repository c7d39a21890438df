using System;

namespace TorchSharpPy.Data
{
    /// <summary>Checks numbers of indices.</summary>
    internal static class SamplerSize
    {
        /// <summary>The size of what is sampled.</summary>
        internal static int Checked(long size) => size >= 0 && size <= int.MaxValue
            ? (int)size
            : throw new ArgumentOutOfRangeException(nameof(size), size, $"A sampler takes sizes from 0 to {int.MaxValue}.");

        /// <summary>How many indices a sampler draws.</summary>
        internal static int Drawn(long num_samples) => num_samples > 0 && num_samples <= int.MaxValue
            ? (int)num_samples
            : throw new ArgumentOutOfRangeException(
                nameof(num_samples), num_samples, $"A sampler draws at least 1 and at most {int.MaxValue} samples.");
    }
}
