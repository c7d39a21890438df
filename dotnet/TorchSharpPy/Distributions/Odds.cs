using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Distributions
{
    /// <summary>Probabilities and their logits, of which one is given and the other is calculated when it is wanted.</summary>
    internal sealed class Odds : IDisposable
    {
        private readonly Tensor given; // the distribution's
        private readonly bool isBinary;
        private readonly object gate = new object();
        private Tensor? derived; // ours

        internal Odds(Tensor given, bool isProbs, bool isBinary = true)
        {
            this.given = given;
            IsProbs = isProbs;
            this.isBinary = isBinary;
        }

        internal bool IsProbs { get; }

        internal string Name => IsProbs ? "probs" : "logits";

        internal Tensor Given => given;

        internal Tensor Probs => IsProbs ? given : Derived();

        internal Tensor Logits => IsProbs ? Derived() : given;

        /// <summary>The given one of both.</summary>
        internal static Tensor Only(Tensor? probs, Tensor? logits)
        {
            if ((probs is null) == (logits is null))
            {
                string found = probs is null ? "neither" : "both";
                throw new ArgumentException($"Expected either probs or logits, not {found}.", nameof(probs));
            }
            return (probs ?? logits)!;
        }

        /// <summary>The given tensor for a larger batch, as probabilities if it is.</summary>
        internal Tensor? ExpandedProbs(Size shape) => IsProbs ? given.expand(shape) : null;

        /// <summary>The given tensor for a larger batch, as logits if it is.</summary>
        internal Tensor? ExpandedLogits(Size shape) => IsProbs ? null : given.expand(shape);

        public void Dispose()
        {
            lock (gate)
            {
                derived?.Dispose();
                derived = null;
            }
        }

        private Tensor Derived()
        {
            lock (gate)
            {
                if (derived is null)
                {
                    using IDisposable recording = enable_grad();
                    derived = (IsProbs ? Calculation.ProbsToLogits(given, isBinary) : Calculation.LogitsToProbs(given, isBinary))
                        .DetachFromDisposeScope();
                }
                return derived;
            }
        }
    }
}
