using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>The names of a C# type's members as STRING nodes, made once and kept forever.</summary>
    internal sealed unsafe class NameNodes
    {
        private readonly string[] all;
        private readonly NativeValue* nodes;

        internal NameNodes(string[] names)
        {
            all = names;
            // It lives as long as the process, like the converter that holds it.
            nodes = (NativeValue*)Marshal.AllocHGlobal(names.Length * NativeValue.ByteSize);
            for (int i = 0; i < names.Length; i++)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(names[i]);
                IntPtr copy = Marshal.AllocHGlobal(bytes.Length);
                Marshal.Copy(bytes, 0, copy, bytes.Length);
                CallFrame.PutItems(nodes + i, NativeKind.String, (void*)copy, bytes.Length);
            }
        }

        /// <summary>The names as C# spells them.</summary>
        internal IReadOnlyList<string> All => all;

        /// <summary>The node of a name.</summary>
        internal NativeValue* this[int index] => nodes + index;

        /// <summary>Whether two nodes hold the same text.</summary>
        internal static bool Same(NativeValue* left, NativeValue* right) =>
            left->Size == right->Size &&
            new ReadOnlySpan<byte>(left->Data, (int)left->Size).SequenceEqual(new ReadOnlySpan<byte>(right->Data, (int)right->Size));

        /// <summary>Which of the names a node holds exactly; -1 for none.</summary>
        internal int IndexOf(NativeValue* name)
        {
            for (int i = 0; i < all.Length; i++)
            {
                if (Same(nodes + i, name))
                {
                    return i;
                }
            }
            return -1;
        }

        /// <summary>Which of the names is meant: exactly, or else without regard to case and underscores; -1 for none.</summary>
        internal int Match(string name) => MemberNames.Match(all, name);
    }
}
