using System;
using TorchSharpPy.Modules;
using TorchSharpPy.Sequences;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>One step of a recurrent layer.</summary>
            /// <param name="inputSize">The size of the elements.</param>
            /// <param name="hiddenSize">The size of the state.</param>
            /// <param name="nonLinearity">The nonlinear function.</param>
            /// <param name="bias">Whether biases are added.</param>
            /// <param name="device">The device of the weights.</param>
            /// <param name="dtype">Their type.</param>
            /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
            public static RNNCell RNNCell(
                long inputSize, long hiddenSize, NonLinearities nonLinearity = NonLinearities.Tanh, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new RNNCell(inputSize, hiddenSize, nonLinearity, bias, device, dtype);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>One step of a recurrent layer. See <see cref="torch.nn.RNNCell"/>.</summary>
    public sealed class RNNCell : torch.nn.Module<torch.Tensor, torch.Tensor?, torch.Tensor>
    {
        private readonly RecurrentCell cell;
        private Parameter? heldWeightIh;
        private Parameter? heldWeightHh;
        private Parameter? heldBiasIh;
        private Parameter? heldBiasHh;
        private readonly bool isRelu;

        internal RNNCell(
            long inputSize, long hiddenSize, torch.nn.NonLinearities nonLinearity, bool bias, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(RNNCell))
        {
            isRelu = nonLinearity.IsRelu();
            cell = new RecurrentCell(1, inputSize, hiddenSize, device, dtype);
            weight_ih = cell.Draw(inputSize);
            weight_hh = cell.Draw(hiddenSize);
            bias_ih = bias ? cell.Draw() : null;
            bias_hh = bias ? cell.Draw() : null;
        }

        /// <summary>The weight for the elements.</summary>
        public Parameter weight_ih
        {
            get => heldWeightIh!;
            set => Hold(ref heldWeightIh, value ?? throw new ArgumentNullException(nameof(weight_ih)));
        }

        /// <summary>The weight for the state.</summary>
        public Parameter weight_hh
        {
            get => heldWeightHh!;
            set => Hold(ref heldWeightHh, value ?? throw new ArgumentNullException(nameof(weight_hh)));
        }

        /// <summary>The bias for the elements; null without biases.</summary>
        public Parameter? bias_ih
        {
            get => heldBiasIh;
            set => Hold(ref heldBiasIh, value);
        }

        /// <summary>The bias for the state; null without biases.</summary>
        public Parameter? bias_hh
        {
            get => heldBiasHh;
            set => Hold(ref heldBiasHh, value);
        }

        /// <summary>The next state.</summary>
        /// <param name="input">The element, [size] or [N, size].</param>
        /// <param name="h0">The state before, of the same form; zeros if it is null.</param>
        /// <exception cref="ArgumentException">A shape does not fit.</exception>
        public override torch.Tensor forward(torch.Tensor input, torch.Tensor? h0 = null)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor batch = cell.Batch(input, out bool isBatch);
            torch.Tensor state = cell.State(h0, batch, isBatch, nameof(h0));
            torch.Tensor next = isRelu
                ? torch.rnn_relu_cell(batch, state, weight_ih, weight_hh, bias_ih, bias_hh)
                : torch.rnn_tanh_cell(batch, state, weight_ih, weight_hh, bias_ih, bias_hh);
            return RecurrentCell.Result(next, isBatch);
        }

        /// <inheritdoc cref="forward"/>
        public override torch.Tensor call(torch.Tensor input, torch.Tensor? h0 = null) => base.call(input, h0);

        /// <inheritdoc/>
        public override string extra_repr() => cell.Text(bias_ih, isRelu);
    }
}
