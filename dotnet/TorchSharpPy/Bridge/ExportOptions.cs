using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy.Bridge
{
    /// <summary>How <c>torch.export.Export</c> exports.</summary>
    public sealed class ExportOptions
    {
        private readonly List<object?[]> sizes = new List<object?[]>();

        /// <summary>Whether Python's bytecode is analyzed, rather than the calls recorded.</summary>
        public bool strict { get; set; }

        /// <summary>Adds a dimension whose size varies.</summary>
        /// <param name="place">
        /// The tensor: the name of a parameter; with keys and indices after dots for one in a container, such as <c>batch.x</c>.
        /// </param>
        /// <param name="dimension">The dimension.</param>
        /// <param name="name">The name of the size, which several dimensions may share; null for none.</param>
        /// <param name="min">The least size; null leaves it to torch.</param>
        /// <param name="max">The largest size; null leaves it to torch.</param>
        /// <returns>These options.</returns>
        public ExportOptions Dynamic(string place, int dimension, string? name = null, long? min = null, long? max = null)
        {
            sizes.Add(new object?[]
            {
                place ?? throw new ArgumentNullException(nameof(place)), (long)dimension, name ?? string.Empty, min, max,
            });
            return this;
        }

        /// <summary>The sizes as the fields of Python's <c>DynamicSize</c>.</summary>
        internal object[] Sizes() => sizes.ToArray<object>();
    }
}
