using System;
using System.Collections.Generic;
using System.Text;

namespace TorchSharpPy.Files
{
    /// <summary>Reads the header of a safetensors file: a JSON object with a member for each tensor.</summary>
    internal sealed class SafetensorsHeader
    {
        private const string Metadata = "__metadata__";

        private readonly JsonScanner json;

        /// <summary>Reads a header.</summary>
        /// <exception cref="FormatException">It is not a valid header; the message says why.</exception>
        internal SafetensorsHeader(byte[] bytes)
        {
            json = new JsonScanner(Decode(bytes));
            json.Object("its header", name =>
            {
                if (name == Metadata)
                {
                    json.Object(Metadata, key => Texts.Add(key, json.Text()));
                }
                else
                {
                    Entries.Add(Entry(name));
                }
            });
            json.End();
        }

        /// <summary>The tensors.</summary>
        internal List<SafetensorsEntry> Entries { get; } = new List<SafetensorsEntry>();

        /// <summary>The file's metadata.</summary>
        internal Dictionary<string, string> Texts { get; } = new Dictionary<string, string>();

        private static string Decode(byte[] bytes)
        {
            try
            {
                return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            }
            catch (DecoderFallbackException error)
            {
                throw new FormatException("its header is not UTF-8: " + error.Message, error);
            }
        }

        private SafetensorsEntry Entry(string name)
        {
            string? dtype = null;
            long[]? shape = null;
            long[]? offsets = null;
            json.Object($"the tensor '{name}'", key =>
            {
                switch (key)
                {
                    case "dtype":
                        dtype = json.Text();
                        break;
                    case "shape":
                        shape = json.Numbers();
                        break;
                    case "data_offsets":
                        offsets = json.Numbers();
                        break;
                    default:
                        throw new FormatException($"the tensor '{name}' has the unknown field '{key}'");
                }
            });
            if (dtype == null || shape == null || offsets == null || offsets.Length != 2 || offsets[0] > offsets[1])
            {
                throw new FormatException(
                    $"the tensor '{name}' needs a dtype, a shape and data_offsets [begin, end] whose end is not less than its begin");
            }
            return new SafetensorsEntry(name, dtype, shape, offsets[0], offsets[1]);
        }
    }
}
