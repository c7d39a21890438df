using System;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary><c>byte[]</c> as <c>bytes</c> in a file of torch.save; TorchScript itself has none. Null is <c>None</c>.</summary>
    internal sealed unsafe class BytesConv : Conv<byte[]?>
    {
        internal override void Put(byte[]? value, NativeValue* node, ref CallFrame frame)
        {
            if (value is null)
            {
                Nodes.PutNone(node);
            }
            else if (frame.IsForFile)
            {
                byte* bytes = (byte*)frame.Allocate(value.Length);
                value.CopyTo(new Span<byte>(bytes, value.Length));
                CallFrame.PutItems(node, NativeKind.Bytes, bytes, value.Length);
            }
            else
            {
                PutNumbers(value, node, ref frame);
            }
        }

        internal override byte[]? Take(NativeValue* node)
        {
            if (node->Kind == (int)NativeKind.None)
            {
                return null;
            }
            Expect(node, NativeKind.Bytes);
            return new ReadOnlySpan<byte>(node->Data, checked((int)node->Size)).ToArray();
        }

        private protected override bool AcceptsPlain(SchemaType type, Direction direction) => false;

        // Where any type is accepted, TorchScript gets a list of integers.
        private static void PutNumbers(byte[] value, NativeValue* node, ref CallFrame frame)
        {
            long* numbers = (long*)frame.Allocate((long)value.Length * sizeof(long));
            for (int i = 0; i < value.Length; i++)
            {
                numbers[i] = value[i];
            }
            CallFrame.PutItems(node, NativeKind.IntList, numbers, value.Length);
        }
    }
}
