using System;
using TorchSharpPy.Modules;
using TorchSharpPy.Sequences;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A gated recurrent layer: gates decide how much of each state is new.</summary>
            /// <param name="inputSize">The size of the elements.</param>
            /// <param name="hiddenSize">The size of the state.</param>
            /// <param name="numLayers">The number of layers, each of which takes the states of the one before.</param>
            /// <param name="bias">Whether biases are added.</param>
            /// <param name="batchFirst">Whether a batch is [N, length, size], not [length, N, size].</param>
            /// <param name="dropout">The probability of zeros between the layers, in training.</param>
            /// <param name="bidirectional">Whether layers run backward, too.</param>
            /// <param name="device">The device of the weights.</param>
            /// <param name="dtype">Their type.</param>
            /// <exception cref="ArgumentOutOfRangeException">A size or the probability is out of range.</exception>
            public static GRU GRU(
                long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0.0,
                bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new GRU(
                    new RecurrentPlan(3, (inputSize, hiddenSize, 0), numLayers, bias, batchFirst, dropout, bidirectional), device, dtype);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A gated recurrent layer. See <see cref="torch.nn.GRU"/>.</summary>
    public sealed class GRU : torch.nn.Module<torch.Tensor, torch.Tensor?, (torch.Tensor, torch.Tensor)>
    {
        private readonly Recurrence recurrence;

        internal GRU(RecurrentPlan plan, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(GRU))
        {
            recurrence = new Recurrence(this, RecurrentKind.Gru, plan, device, dtype);
            flatten_parameters();
        }

        /// <summary>The states of a sequence or a batch of them.</summary>
        /// <param name="input">One sequence, [length, size], or a batch.</param>
        /// <param name="h0">The first state: [layers * directions, N, size], without N for one sequence; zeros if it is null.</param>
        /// <returns>The states of the last layer, and the last states of all layers.</returns>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public override (torch.Tensor, torch.Tensor) forward(torch.Tensor input, torch.Tensor? h0 = null) => recurrence.Run(input, h0);

        /// <inheritdoc cref="forward"/>
        public override (torch.Tensor, torch.Tensor) call(torch.Tensor input, torch.Tensor? h0 = null) => base.call(input, h0);

        /// <summary>The states of packed sequences. Hooks do not run.</summary>
        /// <param name="input">Packed sequences.</param>
        /// <param name="h0">The first state: [layers * directions, N, size]; zeros if it is null.</param>
        /// <returns>The states of the last layer, packed like the input, and the last states of all layers.</returns>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public (torch.nn.utils.rnn.PackedSequence, torch.Tensor) call(
            torch.nn.utils.rnn.PackedSequence input, torch.Tensor? h0 = null) => recurrence.Run(input, h0);

        /// <summary>Puts the weights into one piece of memory, which cuDNN needs; elsewhere it does nothing.</summary>
        public void flatten_parameters() => CudnnWeights.Flatten(this, recurrence.Plan, 3);

        /// <inheritdoc/>
        public override string extra_repr() => recurrence.Plan.Text;

        private protected override void AfterMoving() => flatten_parameters();
    }
}
