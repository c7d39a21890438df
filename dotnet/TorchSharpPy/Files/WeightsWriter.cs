using System;
using System.Collections.Generic;
using System.IO;
using TorchSharpPy.Interop;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Files
{
    /// <summary>Writes TorchSharp's own format, which <see cref="WeightsReader"/> reads.</summary>
    internal static unsafe class WeightsWriter
    {
        private const int MostAtOnce = 1 << 20;

        /// <summary>Writes a state dict.</summary>
        internal static void Write(BinaryWriter writer, IReadOnlyCollection<KeyValuePair<string, torch.Tensor>> state)
        {
            WriteNumber(writer, state.Count);
            foreach (KeyValuePair<string, torch.Tensor> entry in state)
            {
                writer.Write(entry.Key);
                Write(writer, entry.Value);
            }
        }

        /// <summary>Writes a tensor.</summary>
        /// <exception cref="TorchTypeException">The format does not have such elements.</exception>
        internal static void Write(BinaryWriter writer, torch.Tensor tensor)
        {
            long bytes = ElementTypes.SizeOf(tensor.dtype) * tensor.NumberOfElements;
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor elements = tensor.detach().cpu().resolve_conj().resolve_neg().contiguous();
            long[] shape = elements.shape;
            WriteNumber(writer, (long)elements.dtype);
            WriteNumber(writer, shape.Length);
            foreach (long size in shape)
            {
                WriteNumber(writer, size);
            }
            using HandleLease lease = new HandleLease(elements);
            var start = (byte*)torch.Tensor.ElementsOf(lease.Native, elements.NumberOfElements);
            for (long done = 0; done < bytes; done += MostAtOnce)
            {
                writer.Write(new ReadOnlySpan<byte>(start + done, (int)Math.Min(bytes - done, MostAtOnce)));
            }
        }

        /// <summary>Writes a file, which is replaced only when everything is written.</summary>
        internal static void ToFile(string path, Action<BinaryWriter> write)
        {
            string full = Path.GetFullPath(path ?? throw new ArgumentNullException(nameof(path)));
            string unfinished = $"{full}.{Guid.NewGuid():N}";
            try
            {
                using (var writer = new BinaryWriter(new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write)))
                {
                    write(writer);
                }
                if (File.Exists(full))
                {
                    File.Replace(unfinished, full, null);
                }
                else
                {
                    File.Move(unfinished, full);
                }
            }
            catch
            {
                File.Delete(unfinished);
                throw;
            }
        }

        private static void WriteNumber(BinaryWriter writer, long value)
        {
            for (; value > 0x7F; value >>= 7)
            {
                writer.Write((byte)(0x80 | (value & 0x7F)));
            }
            writer.Write((byte)value);
        }
    }
}
