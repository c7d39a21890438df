using System;
using System.Collections.Generic;
using System.IO;
using TorchSharpPy.Errors;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Files
{
    /// <summary>Reads safetensors files: the length of the header, the header, the elements.</summary>
    /// <remarks>Nothing is allocated for a number in the file before it is checked against the file's size.</remarks>
    internal static unsafe class SafetensorsReader
    {
        private const int LengthSize = sizeof(ulong);

        /// <summary>The limit of the format's own library.</summary>
        private const int LongestHeader = 100_000_000;

        /// <summary>The tensors by name.</summary>
        /// <param name="file">The file's bytes.</param>
        /// <param name="name">Its name in error messages.</param>
        /// <param name="device">The device for the tensors; null for the CPU.</param>
        /// <param name="metadata">Receives the file's metadata; may be null.</param>
        internal static Dictionary<string, torch.Tensor> Read(
            RandomReader file, string name, torch.Device? device, IDictionary<string, string>? metadata)
        {
            try
            {
                byte[] bytes = ReadHeader(file);
                long start = LengthSize + bytes.Length;
                var header = new SafetensorsHeader(bytes);
                List<SafetensorsEntry> entries = header.Entries;
                entries.Sort((left, right) => (left.Begin, left.Size).CompareTo((right.Begin, right.Size)));
                CheckOffsets(entries, file.Size - start);
                foreach (KeyValuePair<string, string> text in header.Texts)
                {
                    if (metadata != null)
                    {
                        metadata[text.Key] = text.Value;
                    }
                }
                return ReadTensors(file, start, entries, device);
            }
            catch (FormatException error)
            {
                throw new ModelFormatException(new ErrorDetails(
                    TorchErrorKind.Format, $"{name} is not a complete safetensors file: {error.Message}."));
            }
        }

        private static byte[] ReadHeader(RandomReader file)
        {
            if (file.Size < LengthSize)
            {
                throw new FormatException(
                    $"it has {file.Size} bytes, but a safetensors file begins with an {LengthSize}-byte header length");
            }
            ulong length;
            file.ReadExactly(0, (byte*)&length, LengthSize);
            if (length > LongestHeader || length > (ulong)(file.Size - LengthSize))
            {
                throw new FormatException(
                    $"its header claims to have {length} bytes, but the file has {file.Size} (and a header has at most {LongestHeader})");
            }
            var header = new byte[length];
            fixed (byte* bytes = header)
            {
                file.ReadExactly(LengthSize, bytes, header.Length);
            }
            return header;
        }

        /// <summary>Requires that the elements fill the file without gaps, up to its end.</summary>
        private static void CheckOffsets(List<SafetensorsEntry> sorted, long available)
        {
            long end = 0;
            foreach (SafetensorsEntry entry in sorted)
            {
                if (entry.Begin != end)
                {
                    throw new FormatException(
                        $"the elements of the tensor '{entry.Name}' begin at byte {entry.Begin}, but the tensor before ends at byte {end}");
                }
                end += entry.Size;
                if (end > available)
                {
                    break; // before the sum can overflow
                }
            }
            if (end != available)
            {
                throw new FormatException($"its tensors take at least {end} bytes, but {available} bytes follow the header");
            }
        }

        private static Dictionary<string, torch.Tensor> ReadTensors(
            RandomReader file, long start, List<SafetensorsEntry> entries, torch.Device? device)
        {
            var tensors = new Dictionary<string, torch.Tensor>(entries.Count);
            try
            {
                foreach (SafetensorsEntry entry in entries)
                {
                    torch.Tensor tensor = torch.empty(entry.Shape, entry.Type, torch.CPU);
                    tensors.Add(entry.Name, tensor);
                    Fill(tensor, file, start + entry.Begin, entry.Size);
                    if (device != null && device.type != DeviceType.CPU)
                    {
                        tensors[entry.Name] = tensor.to(device);
                        tensor.Dispose();
                    }
                }
            }
            catch
            {
                foreach (torch.Tensor tensor in tensors.Values)
                {
                    tensor.Dispose();
                }
                throw;
            }
            return tensors;
        }

        private static void Fill(torch.Tensor tensor, RandomReader file, long position, long size)
        {
            if (size > 0)
            {
                using HandleLease lease = new HandleLease(tensor);
                file.ReadExactly(position, (byte*)torch.Tensor.ElementsOf(lease.Native, tensor.NumberOfElements), size);
            }
        }
    }
}
