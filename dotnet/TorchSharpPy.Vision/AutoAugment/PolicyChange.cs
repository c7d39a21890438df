using static TorchSharpPy.torchvision.autoaugment;

namespace TorchSharpPy.AutoAugment
{
    /// <summary>A change of a learned policy.</summary>
    internal readonly struct PolicyChange
    {
        internal PolicyChange(opType change, double probability, int? step)
        {
            (Change, Probability, Step) = (change, probability, step);
        }

        internal opType Change { get; }

        internal double Probability { get; }

        /// <summary>How much, as the number of a step; null if the change has no steps.</summary>
        internal int? Step { get; }
    }
}
