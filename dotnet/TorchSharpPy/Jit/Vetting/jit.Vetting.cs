using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using TorchSharpPy.Convert;
using TorchSharpPy.Files;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>Says what a TorchScript or .pt2 file could do, and whether a policy allows it. Nothing of the file runs.</summary>
            /// <param name="filename">A file that TorchScript or torch.export.save wrote.</param>
            /// <param name="policy">What the file may do; <see cref="LoadPolicy.Safe"/> by default.</param>
            /// <returns>The report. A file that cannot be loaded at all has a problem of the kind "format".</returns>
            /// <exception cref="FileNotFoundException">There is no such file.</exception>
            /// <exception cref="IOException">The file cannot be read.</exception>
            /// <exception cref="TorchValueException">The policy cannot be read.</exception>
            public static VetReport vet(string filename, LoadPolicy? policy = null) => Vet(ByteSource.Of(filename, true), policy);

            /// <summary>The same for the bytes of a file.</summary>
            /// <inheritdoc cref="vet(string, LoadPolicy)"/>
            public static VetReport vet(byte[] bytes, LoadPolicy? policy = null) => Vet(ByteSource.Of(bytes), policy);

            /// <summary>The same for a stream, from its position to its end. It is not closed.</summary>
            /// <inheritdoc cref="vet(string, LoadPolicy)"/>
            public static VetReport vet(Stream stream, LoadPolicy? policy = null) => Vet(ByteSource.Of(stream), policy);

            /// <summary>Limits how long calls of TorchScript code on the calling thread may take, until it is disposed there.</summary>
            /// <param name="limit">How long, from now; null only allows to cancel.</param>
            /// <param name="cancellation">Cancels the calls.</param>
            /// <remarks>
            /// The code is checked at every turn of a loop, at every call and every few operators. One operator is not interrupted, nor
            /// is __exit__ of a with statement. ForwardAsync and tasks take the limit of the thread that starts them
            /// along. Loading is limited too, if the file's classes run code on load.
            /// </remarks>
            /// <exception cref="ArgumentOutOfRangeException">The limit is not positive.</exception>
            public static TimeLimit time_limit(TimeSpan? limit = null, CancellationToken cancellation = default)
            {
                if (limit is TimeSpan given && given <= TimeSpan.Zero)
                {
                    throw new ArgumentOutOfRangeException(nameof(limit), limit, "The time limit must be positive, or null for none.");
                }
                return new TimeLimit(limit?.TotalSeconds ?? 0, cancellation);
            }

            private static unsafe VetReport Vet(ByteSource source, LoadPolicy? policy)
            {
                using ByteSource held = source;
                NativeLibraryLoader.EnsureLoaded();
                CallFrame frame = CallFrame.Begin();
                try
                {
                    NativeSource native = source.Native;
                    NativeValue* tree = frame.AllocateResult(out _);
                    using var text = new PinnedText((policy ?? LoadPolicy.Safe).Text);
                    source.Check(NativeMethods.tsp_archive_vet(&native, text.Native, tree));
                    return new VetReport(
                        Conv<(bool, string, (string, string, string, string)[], (string, bool, string, string[])[],
                            (string, string, string, bool)[], (string, bool, bool, long)[], string[], Dictionary<string, long>)>
                            .Instance.Take(tree));
                }
                finally
                {
                    frame.Dispose();
                }
            }
        }
    }
}
