namespace TorchSharpPy
{
    /// <summary>How far a training has come.</summary>
    public readonly struct TrainingStep
    {
        /// <summary>A step.</summary>
        /// <param name="epoch">Which epoch, from 1.</param>
        /// <param name="batch">How many batches of it are done.</param>
        /// <param name="loss">The loss.</param>
        public TrainingStep(long epoch, long batch, double loss)
        {
            Epoch = epoch;
            Batch = batch;
            Loss = loss;
        }

        /// <summary>Which epoch, from 1.</summary>
        public long Epoch { get; }

        /// <summary>How many batches of the epoch are done.</summary>
        public long Batch { get; }

        /// <summary>The loss.</summary>
        public double Loss { get; }
    }
}
