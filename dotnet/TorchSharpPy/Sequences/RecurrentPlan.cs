using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Printing;

namespace TorchSharpPy.Sequences
{
    /// <summary>The options of a recurrent layer, and the weights that they call for.</summary>
    internal sealed class RecurrentPlan
    {
        private readonly long gates;

        /// <summary>Checks the options.</summary>
        /// <param name="gates">How many times the hidden size a step computes: 1, 3 or 4.</param>
        /// <param name="sizes">The sizes of the elements, of the hidden state, and of its projection (0 for none).</param>
        /// <param name="layers">The number of layers.</param>
        /// <param name="bias">Whether they add a bias.</param>
        /// <param name="batchFirst">Whether the batch is the first dimension.</param>
        /// <param name="dropout">The probability of zeros between the layers.</param>
        /// <param name="bidirectional">Whether layers run backward, too.</param>
        internal RecurrentPlan(
            long gates, (long input, long hidden, long projection) sizes, long layers, bool bias, bool batchFirst, double dropout,
            bool bidirectional)
        {
            Require(sizes.input > 0, "inputSize", sizes.input, "The size of the elements must be positive.");
            Require(sizes.hidden > 0, "hiddenSize", sizes.hidden, "The size of the hidden state must be positive.");
            Require(layers > 0 && layers <= 1_000_000, "numLayers", layers, "The number of layers must be positive.");
            Require(dropout >= 0 && dropout <= 1, nameof(dropout), dropout, "The probability must be from 0 to 1.");
            Require(
                sizes.projection >= 0 && sizes.projection < sizes.hidden, "projSize", sizes.projection,
                "The size of the projection must be less than that of the hidden state, or 0 for none.");
            this.gates = gates;
            (InputSize, HiddenSize, _) = sizes;
            OutputSize = sizes.projection > 0 ? sizes.projection : sizes.hidden;
            HasProjection = sizes.projection > 0;
            (Layers, HasBias, BatchFirst, Dropout, Directions) = (layers, bias, batchFirst, dropout, bidirectional ? 2 : 1);
            Weights = Shapes().ToArray();
        }

        internal long InputSize { get; }

        internal long HiddenSize { get; }

        /// <summary>The size of what a step returns, which is that of the projection if there is one.</summary>
        internal long OutputSize { get; }

        internal bool HasProjection { get; }

        internal long Layers { get; }

        internal bool HasBias { get; }

        internal bool BatchFirst { get; }

        internal double Dropout { get; }

        internal int Directions { get; }

        /// <summary>Where the batch is in a batch of sequences.</summary>
        internal int BatchDimension => BatchFirst ? 0 : 1;

        /// <summary>The names and shapes of the weights, in the order in which the operators take them.</summary>
        internal IReadOnlyList<(string name, long[] shape)> Weights { get; }

        /// <summary>What is printed of a layer: the sizes, and what is not the usual.</summary>
        internal string Text =>
            PythonFormat.Text($"{InputSize}, {HiddenSize}") +
            (HasProjection ? PythonFormat.Text($", proj_size={OutputSize}") : string.Empty) +
            (Layers == 1 ? string.Empty : PythonFormat.Text($", num_layers={Layers}")) +
            (HasBias ? string.Empty : ", bias=False") +
            (BatchFirst ? ", batch_first=True" : string.Empty) +
            (Dropout == 0 ? string.Empty : PythonFormat.Text($", dropout={Dropout}")) +
            (Directions == 1 ? string.Empty : ", bidirectional=True");

        private static void Require(bool holds, string name, object value, string expected)
        {
            if (!holds)
            {
                throw new ArgumentOutOfRangeException(name, value, expected);
            }
        }

        private IEnumerable<(string name, long[] shape)> Shapes()
        {
            long rows = gates * HiddenSize;
            for (long layer = 0; layer < Layers; layer++)
            {
                for (int direction = 0; direction < Directions; direction++)
                {
                    string end = $"_l{layer}{(direction == 1 ? "_reverse" : string.Empty)}";
                    yield return ("weight_ih" + end, new[] { rows, layer == 0 ? InputSize : OutputSize * Directions });
                    yield return ("weight_hh" + end, new[] { rows, OutputSize });
                    if (HasBias)
                    {
                        yield return ("bias_ih" + end, new[] { rows });
                        yield return ("bias_hh" + end, new[] { rows });
                    }
                    if (HasProjection)
                    {
                        yield return ("weight_hr" + end, new[] { OutputSize, HiddenSize });
                    }
                }
            }
        }
    }
}
