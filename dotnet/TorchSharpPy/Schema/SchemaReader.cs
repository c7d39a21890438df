using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Schema
{
    /// <summary>Builds schemas and lists of names from native trees.</summary>
    internal static unsafe class SchemaReader
    {
        /// <summary>Reads and releases the schema of a callable.</summary>
        internal static FunctionSchema TakeSchema(NativeValue root) => Take(root, ReadSchema);

        /// <summary>Reads and releases a LIST of STRING.</summary>
        internal static IReadOnlyList<string> TakeNames(NativeValue root) => Take(root, list => Map(list, Text));

        /// <summary>Reads and releases a STRING.</summary>
        internal static string TakeText(NativeValue root) => Take(root, Text);

        /// <summary>Reads and releases a TYPE.</summary>
        internal static SchemaType TakeType(NativeValue root) => Take(root, ReadType);

        /// <summary>Reads and releases a LIST of TUPLE(name: STRING, type: TYPE).</summary>
        internal static IReadOnlyList<(string name, SchemaType type)> TakeAttributes(NativeValue root) =>
            Take(root, list => Map(list, node => (Text(Children(node)), ReadType(Children(node) + 1))));

        private static T Take<T>(NativeValue root, Reader<T> read)
        {
            try
            {
                return read(&root);
            }
            finally
            {
                NativeMethods.tsp_value_release(&root);
            }
        }

        private static FunctionSchema ReadSchema(NativeValue* node)
        {
            NativeValue* fields = Children(node);
            return new FunctionSchema(
                Text(fields),
                Text(fields + 1),
                Map(fields + 2, ReadParameter),
                ReadType(fields + 3));
        }

        private static SchemaParameter ReadParameter(NativeValue* node)
        {
            NativeValue* fields = Children(node);
            bool hasDefault = fields[2].I != 0;
            return new SchemaParameter(
                Text(fields),
                ReadType(fields + 1),
                hasDefault,
                fields[3].I != 0,
                hasDefault ? Text(fields + 4) : null,
                hasDefault ? ReadOnlyValue.Of(Conv<object?>.Instance.Take(fields + 5)) : null);
        }

        private static SchemaType ReadType(NativeValue* node)
        {
            NativeValue* fields = Children(node);
            return new SchemaType(
                (SchemaKind)fields[0].I,
                Text(fields + 1),
                Map(fields + 2, ReadType),
                Map(fields + 3, Text));
        }

        private static NativeValue* Children(NativeValue* node) => (NativeValue*)node->Data;

        private static string Text(NativeValue* node) =>
            node->Kind == (int)NativeKind.String ? Utf8.Read(node->Data, node->Size) : string.Empty;

        private static IReadOnlyList<T> Map<T>(NativeValue* list, Reader<T> read)
        {
            var items = new T[list->Kind == (int)NativeKind.List ? list->Size : 0];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = read(Children(list) + i);
            }
            return Array.AsReadOnly(items);
        }

        private delegate T Reader<T>(NativeValue* node);
    }
}
