using System;
using TorchSharpPy.Modules;
using TorchSharpPy.Sequences;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A recurrent layer: each state is a nonlinear function of the state before and the next element.</summary>
            /// <param name="inputSize">The size of the elements.</param>
            /// <param name="hiddenSize">The size of the state.</param>
            /// <param name="numLayers">The number of layers, each of which takes the states of the one before.</param>
            /// <param name="nonLinearity">The nonlinear function.</param>
            /// <param name="bias">Whether biases are added.</param>
            /// <param name="batchFirst">Whether a batch is [N, length, size], not [length, N, size].</param>
            /// <param name="dropout">The probability of zeros between the layers, in training.</param>
            /// <param name="bidirectional">Whether layers run backward, too.</param>
            /// <param name="device">The device of the weights.</param>
            /// <param name="dtype">Their type.</param>
            /// <exception cref="ArgumentOutOfRangeException">A size or the probability is out of range.</exception>
            public static RNN RNN(
                long inputSize, long hiddenSize, long numLayers = 1, NonLinearities nonLinearity = NonLinearities.Tanh, bool bias = true,
                bool batchFirst = false, double dropout = 0.0, bool bidirectional = false, Device? device = null,
                ScalarType? dtype = null) =>
                new RNN(
                    new RecurrentPlan(1, (inputSize, hiddenSize, 0), numLayers, bias, batchFirst, dropout, bidirectional), nonLinearity,
                    device, dtype);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A recurrent layer. See <see cref="torch.nn.RNN"/>.</summary>
    public sealed class RNN : torch.nn.Module<torch.Tensor, torch.Tensor?, (torch.Tensor, torch.Tensor)>
    {
        private readonly Recurrence recurrence;
        private readonly bool isRelu;

        internal RNN(RecurrentPlan plan, torch.nn.NonLinearities nonLinearity, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(RNN))
        {
            isRelu = nonLinearity.IsRelu();
            recurrence = new Recurrence(this, isRelu ? RecurrentKind.Relu : RecurrentKind.Tanh, plan, device, dtype);
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
        public void flatten_parameters() => CudnnWeights.Flatten(this, recurrence.Plan, isRelu ? 0 : 1);

        /// <inheritdoc/>
        public override string extra_repr() => recurrence.Plan.Text;

        private protected override void AfterMoving() => flatten_parameters();

        /// <summary>The weight for the elements of a layer.</summary>
        /// <param name="idx">The layer, from 0.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
        public Parameter? get_weight_ih(long idx) => OfLayer("weight_ih", idx);

        /// <summary>The weight for the state of a layer.</summary>
        /// <param name="idx">The layer, from 0.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
        public Parameter? get_weight_hh(long idx) => OfLayer("weight_hh", idx);

        /// <summary>The bias for the elements of a layer; null without biases.</summary>
        /// <param name="idx">The layer, from 0.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
        public Parameter? get_bias_ih(long idx) => OfLayer("bias_ih", idx);

        /// <summary>The bias for the state of a layer; null without biases.</summary>
        /// <param name="idx">The layer, from 0.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
        public Parameter? get_bias_hh(long idx) => OfLayer("bias_hh", idx);

        private Parameter? OfLayer(string name, long idx)
        {
            if (idx < 0 || idx >= recurrence.Plan.Layers)
            {
                throw new ArgumentOutOfRangeException(nameof(idx), idx, $"The module has {recurrence.Plan.Layers} layers.");
            }
            string path = $"{name}_l{idx}";
            return has_parameter(path) ? get_parameter(path) : null;
        }
    }
}
