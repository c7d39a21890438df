using System;
using TorchSharpPy.Modules;
using TorchSharpPy.Sequences;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>One step of a recurrent layer with a long short-term memory.</summary>
            /// <param name="inputSize">The size of the elements.</param>
            /// <param name="hiddenSize">The size of the state.</param>
            /// <param name="bias">Whether biases are added.</param>
            /// <param name="device">The device of the weights.</param>
            /// <param name="dtype">Their type.</param>
            /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
            public static LSTMCell LSTMCell(
                long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new LSTMCell(inputSize, hiddenSize, bias, device, dtype);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>One step of a recurrent layer with a long short-term memory. See <see cref="torch.nn.LSTMCell"/>.</summary>
    public sealed class LSTMCell : torch.nn.Module<torch.Tensor, (torch.Tensor, torch.Tensor)?, (torch.Tensor, torch.Tensor)>
    {
        private readonly RecurrentCell cell;
        private Parameter? heldWeightIh;
        private Parameter? heldWeightHh;
        private Parameter? heldBiasIh;
        private Parameter? heldBiasHh;

        internal LSTMCell(
            long inputSize, long hiddenSize, bool bias, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(LSTMCell))
        {
            cell = new RecurrentCell(4, inputSize, hiddenSize, device, dtype);
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

        /// <summary>The next state and memory.</summary>
        /// <param name="input">The element, [size] or [N, size].</param>
        /// <param name="h0_c0">The state and memory before, of the same form; zeros if they are null.</param>
        /// <exception cref="ArgumentException">A shape does not fit.</exception>
        public override (torch.Tensor, torch.Tensor) forward(torch.Tensor input, (torch.Tensor, torch.Tensor)? h0_c0 = null)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor batch = cell.Batch(input, out bool isBatch);
            torch.Tensor[] states =
            {
                cell.State(h0_c0?.Item1, batch, isBatch, nameof(h0_c0)), cell.State(h0_c0?.Item2, batch, isBatch, nameof(h0_c0)),
            };
            (torch.Tensor next, torch.Tensor memory) = torch.lstm_cell(batch, states, weight_ih, weight_hh, bias_ih, bias_hh);
            return (RecurrentCell.Result(next, isBatch), RecurrentCell.Result(memory, isBatch));
        }

        /// <inheritdoc cref="forward"/>
        public override (torch.Tensor, torch.Tensor) call(torch.Tensor input, (torch.Tensor, torch.Tensor)? h0_c0 = null) =>
            base.call(input, h0_c0);

        /// <inheritdoc/>
        public override string extra_repr() => cell.Text(bias_ih);
    }
}
