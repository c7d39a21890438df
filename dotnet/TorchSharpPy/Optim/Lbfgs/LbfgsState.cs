using System.Collections.Generic;

namespace TorchSharpPy.Optim
{
    /// <summary>What L-BFGS remembers, with the first parameter. Its tensors are replaced and never changed in place.</summary>
    internal sealed class LbfgsState : ParameterState
    {
        private torch.Tensor? direction;
        private torch.Tensor? gradient;

        internal LbfgsState()
            : base(0, 0)
        {
        }

        /// <summary>How often the loss was computed.</summary>
        internal long Evaluations { get; set; }

        /// <summary>How many iterations were made.</summary>
        internal long Iterations { get; set; }

        /// <summary>The length of the last step, in units of the direction.</summary>
        internal double Length { get; set; }

        /// <summary>The loss before the last iteration.</summary>
        internal double Loss { get; set; }

        /// <summary>The scale of the first guess of the inverse Hessian.</summary>
        internal double Scale { get; set; } = 1;

        /// <summary>The last direction, as one flat tensor.</summary>
        internal torch.Tensor? Direction
        {
            get => direction;
            set => Replace(ref direction, value);
        }

        /// <summary>The gradient before the last iteration, as one flat tensor.</summary>
        internal torch.Tensor? Gradient
        {
            get => gradient;
            set => Replace(ref gradient, value);
        }

        /// <summary>The last steps, the oldest first.</summary>
        internal List<LbfgsPair> History { get; } = new List<LbfgsPair>();

        /// <summary>A copy with handles of its own.</summary>
        internal LbfgsState Copy()
        {
            var copy = new LbfgsState
            {
                Evaluations = Evaluations,
                Iterations = Iterations,
                Length = Length,
                Loss = Loss,
                Scale = Scale,
                Direction = direction?.NewHandle(),
                Gradient = gradient?.NewHandle(),
            };
            History.ForEach(pair => copy.History.Add(new LbfgsPair(pair.Change.NewHandle(), pair.Step.NewHandle(), pair.Factor)));
            return copy;
        }

        /// <summary>Forgets the history.</summary>
        internal void Clear()
        {
            History.ForEach(pair => pair.Dispose());
            History.Clear();
        }

        /// <inheritdoc/>
        public override void Dispose()
        {
            Clear();
            Direction = null;
            Gradient = null;
        }

        /// <inheritdoc/>
        internal override void MoveTo(torch.Device device)
        {
            Direction = direction?.to(device, copy: true);
            Gradient = gradient?.to(device, copy: true);
            for (int i = 0; i < History.Count; i++)
            {
                using LbfgsPair before = History[i];
                History[i] = new LbfgsPair(before.Change.to(device, copy: true), before.Step.to(device, copy: true), before.Factor);
            }
        }

        private static void Replace(ref torch.Tensor? place, torch.Tensor? value)
        {
            place?.Dispose();
            place = value?.DetachFromDisposeScope();
        }
    }
}
