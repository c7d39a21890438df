using System;
using System.IO;

namespace TorchSharpPy
{
    /// <summary>What a file may do that nobody trusts.</summary>
    public sealed class LoadPolicy
    {
        private LoadPolicy(string text)
        {
            Text = text;
        }

        /// <summary>
        /// Operators that only compute. A file that could do more is refused: write or read files, print, use the network, reach
        /// memory without a check, change the state of the process, loop without an end, or use classes of a library.
        /// </summary>
        public static LoadPolicy Safe { get; } = new LoadPolicy("safe");

        /// <summary>What the native library reads: "safe" or JSON.</summary>
        internal string Text { get; }

        /// <summary>A policy of your own, in JSON; the guide "Security" describes the form.</summary>
        /// <param name="json">For example <c>{"allow": ["torchvision::nms"]}</c>, in addition to what <see cref="Safe"/> allows.</param>
        /// <remarks>It is read when it is used: a policy that cannot be read is a <see cref="TorchValueException"/> then.</remarks>
        public static LoadPolicy FromJson(string json) => new LoadPolicy(json ?? throw new ArgumentNullException(nameof(json)));

        /// <summary>A policy of your own, in a JSON file.</summary>
        /// <param name="filename">The file.</param>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        /// <exception cref="IOException">The file cannot be read.</exception>
        public static LoadPolicy FromFile(string filename) => FromJson(File.ReadAllText(filename));

        /// <summary>"safe", or the JSON.</summary>
        public override string ToString() => Text;
    }
}
