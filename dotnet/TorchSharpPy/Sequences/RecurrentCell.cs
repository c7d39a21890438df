using System;
using TorchSharpPy.Layers;
using TorchSharpPy.Modules;
using TorchSharpPy.Printing;

namespace TorchSharpPy.Sequences
{
    /// <summary>What the cells, which compute one step, have in common.</summary>
    internal sealed class RecurrentCell
    {
        private readonly long gates;
        private readonly long inputSize;
        private readonly long hiddenSize;
        private readonly torch.Device? device;
        private readonly torch.ScalarType? dtype;

        /// <summary>Checks the sizes.</summary>
        internal RecurrentCell(long gates, long inputSize, long hiddenSize, torch.Device? device, torch.ScalarType? dtype)
        {
            this.gates = gates;
            this.inputSize = Require.Positive(inputSize, nameof(inputSize));
            this.hiddenSize = Require.Positive(hiddenSize, nameof(hiddenSize));
            (this.device, this.dtype) = (device, dtype);
        }

        /// <summary>A new weight with columns, or a bias without.</summary>
        internal Parameter Draw(params long[] columns)
        {
            var shape = new long[1 + columns.Length];
            shape[0] = gates * hiddenSize;
            columns.CopyTo(shape, 1);
            return RecurrentWeights.Draw(shape, hiddenSize, device, dtype);
        }

        /// <summary>What is printed of a cell: the sizes, and what is not the usual.</summary>
        internal string Text(Parameter? bias, bool isRelu = false) =>
            PythonFormat.Text($"{inputSize}, {hiddenSize}") + (bias is null ? ", bias=False" : string.Empty) +
            (isRelu ? ", nonlinearity=relu" : string.Empty);

        /// <summary>The elements as a batch, within a scope.</summary>
        internal torch.Tensor Batch(torch.Tensor input, out bool isBatch)
        {
            long[] shape = (input ?? throw new ArgumentNullException(nameof(input))).shape;
            if (shape.Length < 1 || shape.Length > 2 || shape[shape.Length - 1] != inputSize)
            {
                throw new ArgumentException(
                    $"Expected an element of the shape [{inputSize}] or a batch [N, {inputSize}], not {new torch.Size(shape)}.",
                    nameof(input));
            }
            isBatch = shape.Length == 2;
            return isBatch ? input : input.unsqueeze(0);
        }

        /// <summary>The state for a batch, checked; or zeros.</summary>
        internal torch.Tensor State(torch.Tensor? state, torch.Tensor batch, bool isBatch, string name)
        {
            long count = batch.shape[0];
            if (state is null)
            {
                return torch.zeros(count, hiddenSize, dtype: batch.dtype, device: batch.device);
            }
            long[] expected = isBatch ? new[] { count, hiddenSize } : new[] { hiddenSize };
            if (!state.shape.AsSpan().SequenceEqual(expected))
            {
                throw new ArgumentException(
                    $"Expected a state of the shape {new torch.Size(expected)}, not {new torch.Size(state.shape)}.", name);
            }
            return isBatch ? state : state.unsqueeze(0);
        }

        /// <summary>A result in the form of the input, in the scope around the current one.</summary>
        internal static torch.Tensor Result(torch.Tensor state, bool isBatch) =>
            (isBatch ? state : state.squeeze(0)).MoveToOuterDisposeScope();
    }
}
