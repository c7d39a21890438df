using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace TorchSharpPy
{
    /// <summary>Prints the progress of training: epoch, batch, loss and batches per second.</summary>
    /// <remarks>
    /// On a terminal, one line for each epoch is overwritten. Anything else gets one line at the end of each epoch.
    /// </remarks>
    public sealed class TrainingProgress : IProgress<TrainingStep>, IDisposable
    {
        private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

        private readonly long epochs;
        private readonly long batches;
        private readonly TextWriter writer;
        private readonly bool updates;
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private TimeSpan epochStart;
        private TimeSpan lastWritten = -Interval;
        private int lineLength;

        /// <summary>Creates progress on standard error, so that standard output is left to the program.</summary>
        /// <param name="epochs">The number of epochs.</param>
        /// <param name="batches">The number of batches in an epoch, such as <c>loader.Count</c>.</param>
        public TrainingProgress(long epochs, long batches)
            : this(epochs, batches, Console.Error, !Console.IsErrorRedirected)
        {
        }

        /// <summary>Creates progress on a writer.</summary>
        /// <param name="epochs">The number of epochs.</param>
        /// <param name="batches">The number of batches in an epoch.</param>
        /// <param name="writer">The writer for the lines.</param>
        /// <param name="updates">Whether a line can be overwritten, as on a terminal.</param>
        public TrainingProgress(long epochs, long batches, TextWriter writer, bool updates)
        {
            this.epochs = epochs;
            this.batches = batches;
            this.writer = writer ?? throw new ArgumentNullException(nameof(writer));
            this.updates = updates;
        }

        /// <summary>Reports that a batch is done.</summary>
        /// <param name="epoch">The epoch, from 1.</param>
        /// <param name="batch">The number of batches of the epoch that are done.</param>
        /// <param name="loss">The loss.</param>
        public void Report(long epoch, long batch, double loss)
        {
            bool last = batch >= batches;
            TimeSpan now = watch.Elapsed;
            if (last || (updates && now - lastWritten >= Interval))
            {
                Write(epoch, batch, loss, now);
                lastWritten = now;
            }
            if (last)
            {
                EndLine();
                epochStart = now;
            }
        }

        /// <inheritdoc/>
        public void Report(TrainingStep value) => Report(value.Epoch, value.Batch, value.Loss);

        /// <summary>Ends the line of an epoch that stopped early.</summary>
        public void Dispose() => EndLine();

        private void Write(long epoch, long batch, double loss, TimeSpan now)
        {
            double seconds = Math.Max((now - epochStart).TotalSeconds, 1e-9);
            string line = string.Format(
                CultureInfo.InvariantCulture,
                "epoch {0}/{1}  batch {2}/{3}  loss {4:0.0000}  {5:0.0} batches/s",
                epoch,
                epochs,
                batch,
                batches,
                loss,
                batch / seconds);
            writer.Write(updates ? "\r" + line.PadRight(lineLength) : line);
            writer.Flush();
            lineLength = line.Length;
        }

        private void EndLine()
        {
            if (lineLength > 0)
            {
                writer.WriteLine();
                lineLength = 0;
            }
        }
    }
}
