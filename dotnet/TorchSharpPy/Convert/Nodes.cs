using TorchSharpPy.Interop;

namespace TorchSharpPy.Convert
{
    /// <summary>How nodes are filled and read, for every converter.</summary>
    internal static unsafe class Nodes
    {
        private const uint KindMask = 0xFF;

        /// <summary>Fills a node with <c>None</c>.</summary>
        internal static void PutNone(NativeValue* node)
        {
            node->Kind = (int)NativeKind.None;
            node->Flags = 0;
        }

        /// <summary>Fills a node with a number that travels as an <c>int</c>.</summary>
        internal static void PutInt(long value, NativeValue* node)
        {
            node->Kind = (int)NativeKind.Int;
            node->Flags = 0;
            node->I = value;
        }

        /// <summary>What an empty list or dictionary would hold, as flags of its node.</summary>
        internal static uint Flags(SchemaKind element, SchemaKind mapped = SchemaKind.Other) =>
            ((uint)element << NativeConstants.ElementShift) | ((uint)mapped << NativeConstants.MappedShift);

        /// <summary>The kind of a list's elements or a dictionary's keys.</summary>
        internal static SchemaKind ElementKind(NativeValue* node) =>
            (SchemaKind)((node->Flags >> NativeConstants.ElementShift) & KindMask);

        /// <summary>The kind of a dictionary's values.</summary>
        internal static SchemaKind MappedKind(NativeValue* node) =>
            (SchemaKind)((node->Flags >> NativeConstants.MappedShift) & KindMask);

        /// <summary>The items of a container.</summary>
        internal static NativeValue* Children(NativeValue* node) => (NativeValue*)node->Data;

        /// <summary>Whether a node is a list, of nodes or of numbers, or a set, which is read like one.</summary>
        internal static bool IsList(NativeValue* node) =>
            (node->Kind >= (int)NativeKind.List && node->Kind <= (int)NativeKind.BoolList) || node->Kind == (int)NativeKind.Set;

        /// <summary>An item of a list. A number of a dense list is copied into the caller's node.</summary>
        internal static NativeValue* Item(NativeValue* list, long index, NativeValue* number)
        {
            number->Flags = 0;
            switch ((NativeKind)list->Kind)
            {
                case NativeKind.IntList:
                    number->Kind = (int)NativeKind.Int;
                    number->I = ((long*)list->Data)[index];
                    return number;
                case NativeKind.FloatList:
                    number->Kind = (int)NativeKind.Float;
                    number->F = ((double*)list->Data)[index];
                    return number;
                case NativeKind.BoolList:
                    number->Kind = (int)NativeKind.Bool;
                    number->I = ((byte*)list->Data)[index];
                    return number;
                default:
                    return Children(list) + index;
            }
        }

        /// <summary>The text in a node.</summary>
        internal static string Text(NativeValue* node) =>
            (ulong)node->Size <= ShortText.MostCharacters && ShortText.TryDecode((byte*)node->Data, (int)node->Size) is string ascii
                ? ascii
                : Utf8.Read(node->Data, node->Size);

        /// <summary>The name of a node's kind, for messages.</summary>
        internal static string Describe(NativeValue* node)
        {
            switch ((NativeKind)node->Kind)
            {
                case NativeKind.None:
                    return "None";
                case NativeKind.Tensor:
                    return "a Tensor";
                case NativeKind.Int:
                    return "an int";
                case NativeKind.Float:
                    return "a float";
                case NativeKind.Bool:
                    return "a bool";
                case NativeKind.Complex:
                    return "a complex number";
                case NativeKind.String:
                    return "a str";
                case NativeKind.Device:
                    return "a device";
                case NativeKind.Tuple:
                    return "a tuple";
                case NativeKind.NamedTuple:
                    return "a named tuple";
                case NativeKind.Dict:
                    return "a dict";
                case NativeKind.Enum:
                    return "a member of an enum";
                case NativeKind.Object:
                    return "an object";
                case NativeKind.Module:
                    return "a module";
                case NativeKind.Bytes:
                    return "bytes";
                case NativeKind.Set:
                    return "a set";
                case NativeKind.Dtype:
                    return "a dtype";
                case NativeKind.Layout:
                    return "a layout";
                case NativeKind.List:
                case NativeKind.IntList:
                case NativeKind.FloatList:
                case NativeKind.BoolList:
                    return "a list";
                default:
                    return $"a value of the unknown kind {node->Kind}";
            }
        }
    }
}
