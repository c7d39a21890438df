using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;

namespace TorchSharpPy.Files
{
    /// <summary>Reads the header of a safetensors file: JSON with an entry for each tensor.</summary>
    /// <remarks>.NET's JSON reader in netstandard2.1 shows objects as elements whose attribute "type" tells the kind.</remarks>
    internal sealed class SafetensorsHeader
    {
        private const string Metadata = "__metadata__";
        private const int MaximumDepth = 6; // it has 4: the root, an entry, a list, its items

        private readonly XmlDictionaryReader reader;
        private readonly List<SafetensorsEntry> entries = new List<SafetensorsEntry>();
        private readonly Dictionary<string, string> texts = new Dictionary<string, string>();

        private SafetensorsHeader(XmlDictionaryReader reader)
        {
            this.reader = reader;
        }

        /// <summary>The tensors, and the texts beside them.</summary>
        /// <exception cref="FormatException">It is no such header, with what is wrong.</exception>
        internal static (List<SafetensorsEntry> entries, Dictionary<string, string> texts) Parse(byte[] json)
        {
            if (json.Length == 0 || json[0] != '{')
            {
                throw new FormatException("its header is no JSON object");
            }
            var quotas = new XmlDictionaryReaderQuotas();
            XmlDictionaryReaderQuotas.Max.CopyTo(quotas);
            quotas.MaxDepth = MaximumDepth;
            try
            {
                new UTF8Encoding(false, true).GetCharCount(json);
                using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(json, quotas);
                var header = new SafetensorsHeader(reader);
                header.Read();
                return (header.entries, header.texts);
            }
            catch (Exception error) when (error is XmlException || error is DecoderFallbackException)
            {
                throw new FormatException("its header is not the JSON that it should be: " + error.Message, error);
            }
        }

        private void Read()
        {
            reader.MoveToContent();
            Members("the header", name =>
            {
                if (name == Metadata)
                {
                    Members(Metadata, key => texts.Add(key, Text(key)));
                }
                else
                {
                    entries.Add(Entry(name));
                }
            });
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Whitespace)
                {
                    throw new FormatException("something follows the JSON object of its header");
                }
            }
        }

        private SafetensorsEntry Entry(string name)
        {
            string? dtype = null;
            long[]? shape = null;
            long[]? offsets = null;
            Members($"the tensor '{name}'", key =>
            {
                switch (key)
                {
                    case "dtype":
                        dtype = Text(key);
                        break;
                    case "shape":
                        shape = Numbers(key);
                        break;
                    case "data_offsets":
                        offsets = Numbers(key);
                        break;
                    default:
                        throw new FormatException($"the tensor '{name}' has the unknown field '{key}'");
                }
            });
            if (dtype == null || shape == null || offsets == null || offsets.Length != 2 || offsets[0] > offsets[1])
            {
                throw new FormatException(
                    $"the tensor '{name}' needs a dtype, a shape, and as data_offsets a begin and an end that is not before it");
            }
            return new SafetensorsEntry(name, dtype, shape, offsets[0], offsets[1]);
        }

        /// <summary>Reads the members of an object, each of which has another name.</summary>
        private void Members(string what, Action<string> readMember)
        {
            var seen = new HashSet<string>();
            Children(what, "object", () =>
            {
                string name = reader.GetAttribute("item") ?? reader.LocalName;
                if (!seen.Add(name))
                {
                    throw new FormatException($"{what} has '{name}' twice");
                }
                readMember(name);
            });
        }

        private long[] Numbers(string what)
        {
            var numbers = new List<long>();
            Children(what, "array", () => numbers.Add(Number(what)));
            return numbers.ToArray();
        }

        private long Number(string what)
        {
            Expect(what, "number");
            string text = reader.ReadElementContentAsString();
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw new FormatException($"{what} has {text} where a whole number from 0 on belongs");
        }

        private string Text(string what)
        {
            Expect(what, "string");
            return reader.ReadElementContentAsString();
        }

        private void Children(string what, string type, Action readChild)
        {
            Expect(what, type);
            bool isEmpty = reader.IsEmptyElement;
            reader.Read();
            if (isEmpty)
            {
                return;
            }
            while (reader.MoveToContent() == XmlNodeType.Element)
            {
                readChild();
            }
            reader.ReadEndElement();
        }

        private void Expect(string what, string type)
        {
            string found = reader.GetAttribute("type") ?? "string";
            if (found != type)
            {
                throw new FormatException($"{what} is JSON of the kind {found}, not {type}");
            }
        }
    }
}
