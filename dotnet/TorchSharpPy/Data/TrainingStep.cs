namespace TorchSharpPy
{
    /// <summary>The progress of training after a batch.</summary>
    public readonly struct TrainingStep
    {
        /// <summary>Creates a step.</summary>
        /// <param name="epoch">The epoch, from 1.</param>
        /// <param name="batch">The number of batches of the epoch that are done.</param>
        /// <param name="loss">The loss.</param>
        public TrainingStep(long epoch, long batch, double loss)
        {
            Epoch = epoch;
            Batch = batch;
            Loss = loss;
        }

        /// <summary>The epoch, from 1.</summary>
        public long Epoch { get; }

        /// <summary>The number of batches of the epoch that are done.</summary>
        public long Batch { get; }

        /// <summary>The loss.</summary>
        public double Loss { get; }
    }
}
