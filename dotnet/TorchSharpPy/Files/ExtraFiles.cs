using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>Extra files in an archive, in addition to the code and the weights.</summary>
    internal static unsafe class ExtraFiles
    {
        /// <summary>A LIST of the names to read.</summary>
        internal static NativeValue* PutNames(IDictionary<string, byte[]> wanted, ref CallFrame frame)
        {
            NativeValue* names = frame.AllocateNodes(1);
            Conv<string[]>.Instance.Put(wanted.Keys.ToArray(), names, ref frame);
            return names;
        }

        /// <summary>Fills in the bytes from a DICT of names and bytes.</summary>
        internal static void Take(NativeValue* found, IDictionary<string, byte[]> files)
        {
            NativeValue* pair = Nodes.Children(found);
            for (long i = 0; i < found->Size; i++, pair += 2)
            {
                files[Nodes.Text(pair)] = new ReadOnlySpan<byte>(pair[1].Data, checked((int)pair[1].Size)).ToArray();
            }
        }

        /// <summary>A DICT of names and bytes, which are copied into the frame.</summary>
        internal static NativeValue* Put(IReadOnlyDictionary<string, byte[]> files, ref CallFrame frame)
        {
            KeyValuePair<string, byte[]>[] pairs = files.ToArray();
            NativeValue* root = frame.AllocateNodes(1);
            NativeValue* next = frame.AllocateNodes(checked(2 * pairs.Length));
            CallFrame.PutItems(root, NativeKind.Dict, next, pairs.Length);
            foreach (KeyValuePair<string, byte[]> file in pairs)
            {
                byte[] bytes = file.Value ?? throw new ArgumentException(
                    $"The extra file '{file.Key}' is null: expected its bytes.", nameof(files));
                frame.PutText(file.Key, next++);
                void* copy = frame.Allocate(bytes.Length);
                bytes.AsSpan().CopyTo(new Span<byte>(copy, bytes.Length));
                CallFrame.PutItems(next++, NativeKind.String, copy, bytes.Length);
            }
            return root;
        }
    }
}
