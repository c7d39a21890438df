using System.IO;

namespace TorchSharpPy.Files
{
    /// <summary>A reader of a file of weights that error messages name.</summary>
    internal sealed class WeightsFile : BinaryReader
    {
        private readonly string location;

        internal WeightsFile(string location)
            : base(File.OpenRead(location))
        {
            this.location = location;
        }

        /// <summary>The path, quoted.</summary>
        public override string ToString() => $"'{location}'";
    }
}
