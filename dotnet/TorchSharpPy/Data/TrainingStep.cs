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
            this.epoch = epoch;
            this.batch = batch;
            this.loss = loss;
        }

        /// <summary>Which epoch, from 1.</summary>
        public long epoch { get; }

        /// <summary>How many batches of the epoch are done.</summary>
        public long batch { get; }

        /// <summary>The loss.</summary>
        public double loss { get; }
    }
}
