using System;
using System.Collections.Generic;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Data
{
    /// <summary>In which order a loader reads the samples of a dataset.</summary>
    internal sealed class LoaderOrder : IDisposable
    {
        private readonly bool ownsGenerator;

        private LoaderOrder(IEnumerable<long> sampler, Generator? generator, bool ownsGenerator)
        {
            Sampler = sampler;
            Generator = generator;
            this.ownsGenerator = ownsGenerator;
        }

        /// <summary>The indices of one epoch.</summary>
        internal IEnumerable<long> Sampler { get; }

        /// <summary>The generator of the loader; null for PyTorch's default.</summary>
        internal Generator? Generator { get; }

        /// <summary>An order that the caller gives.</summary>
        internal static LoaderOrder Given(IEnumerable<long> shuffler) =>
            new LoaderOrder(shuffler ?? throw new ArgumentNullException(nameof(shuffler)), null, false);

        /// <summary>The order of the dataset, or a random one.</summary>
        internal static LoaderOrder Of(long size, bool shuffle, int? seed, Generator? generator)
        {
            if (seed != null && generator != null)
            {
                throw new ArgumentException("A loader takes a seed or a generator, not both.", nameof(seed));
            }
            bool isOwn = seed != null;
            Generator? drawing = seed is int given ? new Generator().manual_seed(given) : generator;
            return new LoaderOrder(
                shuffle && size > 0 ? (IEnumerable<long>)new RandomSampler(size, false, null, drawing) : new SequentialSampler(size),
                drawing,
                isOwn);
        }

        /// <summary>How many indices an epoch has.</summary>
        /// <param name="otherwise">If the order does not say so.</param>
        internal long Count(long otherwise) => Sampler switch
        {
            IReadOnlyCollection<long> sized => sized.Count,
            ICollection<long> sized => sized.Count,
            _ => otherwise,
        };

        /// <inheritdoc/>
        public void Dispose()
        {
            if (ownsGenerator)
            {
                Generator!.Dispose();
            }
        }
    }
}
