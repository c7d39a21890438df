using System;
using System.Collections.Generic;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Sequences
{
    /// <summary>What the cells, which compute one step, have in common.</summary>
    internal sealed class RecurrentCell
    {
        private readonly torch.nn.Module module;
        private readonly long inputSize;
        private readonly long hiddenSize;

        /// <summary>Registers new weights with a module.</summary>
        internal RecurrentCell(
            torch.nn.Module module, long gates, long inputSize, long hiddenSize, bool bias, torch.Device? device, torch.ScalarType? dtype)
        {
            Require(inputSize > 0, nameof(inputSize), inputSize);
            Require(hiddenSize > 0, nameof(hiddenSize), hiddenSize);
            (this.module, this.inputSize, this.hiddenSize) = (module, inputSize, hiddenSize);
            long rows = gates * hiddenSize;
            var weights = new List<(string name, long[] shape)>
            {
                ("weight_ih", new[] { rows, inputSize }), ("weight_hh", new[] { rows, hiddenSize }),
            };
            if (bias)
            {
                weights.Add(("bias_ih", new[] { rows }));
                weights.Add(("bias_hh", new[] { rows }));
            }
            RecurrentWeights.Register(module, weights, hiddenSize, device, dtype);
        }

        /// <summary>A weight or bias; null if there is none.</summary>
        internal Parameter? Weight(string name) => module.has_parameter(name) ? module.get_parameter(name) : null;

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

        private static void Require(bool holds, string name, long value)
        {
            if (!holds)
            {
                throw new ArgumentOutOfRangeException(name, value, "The size must be positive.");
            }
        }
    }
}
