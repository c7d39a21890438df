
namespace TorchSharpPy.Attention
{
    /// <summary>The options that a module of attention is made with.</summary>
    internal sealed class AttentionLayout
    {
        internal AttentionLayout(long size, long heads)
        {
            var options = new AttentionOptions(size, heads); // which checks them
            (Size, Heads) = (options.Size, options.Heads);
        }

        internal long Size { get; }

        internal long Heads { get; }

        internal double Dropout { get; set; }

        internal bool HasBias { get; set; }

        /// <summary>Whether a learned key and value are added to each sequence.</summary>
        internal bool AddsBiases { get; set; }

        /// <summary>Whether a key and a value of zeros are added to each sequence.</summary>
        internal bool AddsZeros { get; set; }

        internal long KeySize { get; set; }

        internal long ValueSize { get; set; }

        internal bool BatchFirst { get; set; }

        internal torch.Device? Device { get; set; }

        internal torch.ScalarType? Dtype { get; set; }
    }
}
