using TorchSharpPy.Tensors;

namespace TorchSharpPy.Sequences
{
    /// <summary>Runs the operators of recurrent layers, whose arguments are checked before.</summary>
    internal static class RecurrentOperators
    {
        /// <summary>Runs a layer with one state.</summary>
        internal static (torch.Tensor output, torch.Tensor last) Run(
            RecurrentKind kind, RecurrentPlan plan, in RecurrentInput input, torch.Tensor state, torch.Tensor[] weights, bool training)
        {
            OperatorCall call = input.Sizes is torch.Tensor sizes
                ? BeginPacked(kind).With(input.Data).With(sizes)
                : Begin(kind).With(input.Data);
            return WithOptions(call.With(state).With(weights), plan, input, training).Take<(torch.Tensor, torch.Tensor)>();
        }

        /// <summary>Runs an LSTM.</summary>
        internal static (torch.Tensor output, torch.Tensor last, torch.Tensor cells) RunLstm(
            RecurrentPlan plan, in RecurrentInput input, torch.Tensor[] states, torch.Tensor[] weights, bool training)
        {
            OperatorCall call = input.Sizes is torch.Tensor sizes
                ? OperatorCall.Begin(ref Aten.lstm_data, "aten::lstm", "data").With(input.Data).With(sizes)
                : OperatorCall.Begin(ref Aten.lstm_input, "aten::lstm", "input").With(input.Data);
            return WithOptions(call.With(states).With(weights), plan, input, training)
                .Take<(torch.Tensor, torch.Tensor, torch.Tensor)>();
        }

        private static OperatorCall WithOptions(OperatorCall call, RecurrentPlan plan, in RecurrentInput input, bool training)
        {
            call = call.With(plan.HasBias).With(plan.Layers).With(plan.Dropout).With(training).With(plan.Directions == 2);
            return input.Sizes is null ? call.With(plan.BatchFirst) : call;
        }

        private static OperatorCall Begin(RecurrentKind kind)
        {
            switch (kind)
            {
                case RecurrentKind.Tanh:
                    return OperatorCall.Begin(ref Aten.rnn_tanh_input, "aten::rnn_tanh", "input");
                case RecurrentKind.Relu:
                    return OperatorCall.Begin(ref Aten.rnn_relu_input, "aten::rnn_relu", "input");
                default:
                    return OperatorCall.Begin(ref Aten.gru_input, "aten::gru", "input");
            }
        }

        private static OperatorCall BeginPacked(RecurrentKind kind)
        {
            switch (kind)
            {
                case RecurrentKind.Tanh:
                    return OperatorCall.Begin(ref Aten.rnn_tanh_data, "aten::rnn_tanh", "data");
                case RecurrentKind.Relu:
                    return OperatorCall.Begin(ref Aten.rnn_relu_data, "aten::rnn_relu", "data");
                default:
                    return OperatorCall.Begin(ref Aten.gru_data, "aten::gru", "data");
            }
        }
    }
}
