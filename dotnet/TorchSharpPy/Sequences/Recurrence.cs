namespace TorchSharpPy.Sequences
{
    /// <summary>A recurrent layer with one state: what RNN and GRU have in common.</summary>
    internal sealed class Recurrence
    {
        private readonly torch.nn.Module module;
        private readonly RecurrentKind kind;
        private readonly RecurrentPlan plan;

        /// <summary>Registers new weights with a module.</summary>
        internal Recurrence(torch.nn.Module module, RecurrentKind kind, RecurrentPlan plan, torch.Device? device, torch.ScalarType? dtype)
        {
            (this.module, this.kind, this.plan) = (module, kind, plan);
            RecurrentWeights.Register(module, plan, device, dtype);
        }

        internal RecurrentPlan Plan => plan;

        /// <summary>One sequence or a batch of them.</summary>
        internal (torch.Tensor, torch.Tensor) Run(torch.Tensor input, torch.Tensor? h0)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            var given = new RecurrentInput(plan, input);
            (torch.Tensor output, torch.Tensor last) = Run(given, h0);
            return (given.Output(output).MoveToOuterDisposeScope(), given.LastState(last).MoveToOuterDisposeScope());
        }

        /// <summary>Packed sequences.</summary>
        internal (torch.nn.utils.rnn.PackedSequence, torch.Tensor) Run(torch.nn.utils.rnn.PackedSequence input, torch.Tensor? h0)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            var given = new RecurrentInput(plan, input);
            (torch.Tensor output, torch.Tensor last) = Run(given, h0);
            return (input.With(output).MoveToOuterDisposeScope(), given.LastState(last).MoveToOuterDisposeScope());
        }

        private (torch.Tensor output, torch.Tensor last) Run(in RecurrentInput given, torch.Tensor? h0)
        {
            torch.Tensor[] weights = RecurrentWeights.Of(module, plan, given.Data);
            torch.Tensor state = given.State(h0, plan.HiddenSize, nameof(h0));
            return RecurrentOperators.Run(kind, plan, given, state, weights, module.training);
        }
    }
}
