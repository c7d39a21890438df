using System;
using TorchSharpPy.Modules;
using TorchSharpPy.Sequences;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A recurrent layer with a long short-term memory: gates decide what is kept, added and shown.</summary>
            /// <param name="inputSize">The size of the elements.</param>
            /// <param name="hiddenSize">The size of the state.</param>
            /// <param name="numLayers">The number of layers, each of which takes the states of the one before.</param>
            /// <param name="bias">Whether biases are added.</param>
            /// <param name="batchFirst">Whether a batch is [N, length, size], not [length, N, size].</param>
            /// <param name="dropout">The probability of zeros between the layers, in training.</param>
            /// <param name="bidirectional">Whether layers run backward, too.</param>
            /// <param name="device">The device of the weights.</param>
            /// <param name="dtype">Their type.</param>
            /// <param name="projSize">A smaller size that states are projected to; 0 for none.</param>
            /// <exception cref="ArgumentOutOfRangeException">A size or the probability is out of range.</exception>
            public static LSTM LSTM(
                long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0.0,
                bool bidirectional = false, Device? device = null, ScalarType? dtype = null, long projSize = 0) =>
                new LSTM(
                    new RecurrentPlan(4, (inputSize, hiddenSize, projSize), numLayers, bias, batchFirst, dropout, bidirectional), device,
                    dtype);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A recurrent layer with a long short-term memory. See <see cref="torch.nn.LSTM"/>.</summary>
    public sealed class LSTM
        : torch.nn.Module<torch.Tensor, (torch.Tensor, torch.Tensor)?, (torch.Tensor, torch.Tensor, torch.Tensor)>
    {
        private readonly RecurrentPlan plan;

        internal LSTM(RecurrentPlan plan, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(LSTM))
        {
            this.plan = plan;
            RecurrentWeights.Register(this, plan, device, dtype);
            flatten_parameters();
        }

        /// <summary>The states of a sequence or a batch of them.</summary>
        /// <param name="input">One sequence, [length, size], or a batch.</param>
        /// <param name="h0_c0">
        /// The first state and the first memory: [layers * directions, N, size], without N for one sequence; zeros if they are null.
        /// </param>
        /// <returns>The states of the last layer, and the last states and memories of all layers.</returns>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public override (torch.Tensor, torch.Tensor, torch.Tensor) forward(
            torch.Tensor input, (torch.Tensor, torch.Tensor)? h0_c0 = null)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            var given = new RecurrentInput(plan, input);
            (torch.Tensor output, torch.Tensor last, torch.Tensor memory) = Run(given, h0_c0);
            return (given.Output(output).MoveToOuterDisposeScope(), last.MoveToOuterDisposeScope(), memory.MoveToOuterDisposeScope());
        }

        /// <inheritdoc cref="forward"/>
        public override (torch.Tensor, torch.Tensor, torch.Tensor) call(
            torch.Tensor input, (torch.Tensor, torch.Tensor)? h0_c0 = null) => base.call(input, h0_c0);

        /// <summary>The states of packed sequences. Hooks do not run.</summary>
        /// <param name="input">Packed sequences.</param>
        /// <param name="h0_c0">The first state and the first memory: [layers * directions, N, size]; zeros if they are null.</param>
        /// <returns>The states of the last layer, packed like the input, and the last states and memories of all layers.</returns>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public (torch.nn.utils.rnn.PackedSequence, torch.Tensor, torch.Tensor) call(
            torch.nn.utils.rnn.PackedSequence input, (torch.Tensor, torch.Tensor)? h0_c0 = null)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            (torch.Tensor output, torch.Tensor last, torch.Tensor memory) = Run(new RecurrentInput(plan, input), h0_c0);
            return (input.With(output).MoveToOuterDisposeScope(), last.MoveToOuterDisposeScope(), memory.MoveToOuterDisposeScope());
        }

        /// <summary>Puts the weights into one piece of memory, which cuDNN needs; elsewhere it does nothing.</summary>
        public void flatten_parameters() => CudnnWeights.Flatten(this, plan, 2);

        /// <inheritdoc/>
        public override string extra_repr() => plan.Text;

        private protected override void AfterMoving() => flatten_parameters();

        private (torch.Tensor output, torch.Tensor last, torch.Tensor memory) Run(
            in RecurrentInput given, (torch.Tensor state, torch.Tensor memory)? h0_c0)
        {
            torch.Tensor[] weights = RecurrentWeights.Of(this, plan, given.Data);
            torch.Tensor[] states =
            {
                given.State(h0_c0?.state, plan.OutputSize, nameof(h0_c0)), given.State(h0_c0?.memory, plan.HiddenSize, nameof(h0_c0)),
            };
            (torch.Tensor output, torch.Tensor last, torch.Tensor memory) =
                RecurrentOperators.RunLstm(plan, given, states, weights, training);
            return (output, given.LastState(last), given.LastState(memory));
        }
    }
}
