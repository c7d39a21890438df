using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using TorchSharpPy.Errors;
using TorchSharpPy.Interop;
using TorchSharpPy.Tensors;

namespace TorchSharpPy.Files
{
    /// <summary>Reads TorchSharp's own format: numbers of variable length, names, and tensors of them and elements.</summary>
    /// <remarks>Nothing is allocated for a number in the file before so many bytes are known to be there.</remarks>
    internal sealed unsafe class WeightsReader
    {
        private const int MostDimensions = 64;
        private const int LongestName = 1 << 16;

        /// <summary>The names that are kept although the module does not have them. A small file can have millions.</summary>
        private const int MostUnexpected = 100_000;

        /// <summary>What may be allocated at once for a stream of unknown length.</summary>
        private const int MostAtOnce = 1 << 20;

        private readonly BinaryReader reader;
        private readonly string name;

        /// <param name="reader">The reader, which is read from its position on and not closed.</param>
        /// <param name="name">Its name in error messages.</param>
        internal WeightsReader(BinaryReader reader, string name)
        {
            this.reader = reader ?? throw new ArgumentNullException(nameof(reader));
            this.name = name;
        }

        /// <summary>The bytes that follow; null if the stream does not say.</summary>
        private long? Left => reader.BaseStream.CanSeek ? reader.BaseStream.Length - reader.BaseStream.Position : (long?)null;

        /// <summary>Runs a part of the reading, and says what is wrong with the file.</summary>
        internal T Checked<T>(Func<WeightsReader, T> read)
        {
            try
            {
                return read(this);
            }
            catch (Exception error) when (error is FormatException || error is EndOfStreamException)
            {
                string reason = error is FormatException ? error.Message : "it ends too early";
                throw new ModelFormatException(new ErrorDetails(
                    TorchErrorKind.Format, $"{name} is not complete, or not in the format of Module.save: {reason}."));
            }
        }

        /// <summary>A state dict.</summary>
        /// <param name="wanted">The names that the module has. Other tensors are not read: an empty one stands for them all.</param>
        /// <param name="skip">The names whose tensors are left out.</param>
        /// <param name="names">Receives all names.</param>
        internal Dictionary<string, torch.Tensor> State(ICollection<string> wanted, ICollection<string> skip, ICollection<string> names)
        {
            var state = new Dictionary<string, torch.Tensor>();
            var seen = new HashSet<string>();
            torch.Tensor? unread = null;
            int unexpected = 0;
            try
            {
                for (long left = Number("the number of tensors"); left > 0; left--)
                {
                    string key = Name();
                    if (!seen.Add(key))
                    {
                        throw new FormatException($"it has two tensors '{key}'");
                    }
                    names.Add(key);
                    if (skip.Contains(key))
                    {
                        SkipTensor();
                    }
                    else if (wanted.Contains(key))
                    {
                        state.Add(key, Tensor());
                    }
                    else
                    {
                        if (++unexpected > MostUnexpected)
                        {
                            throw new FormatException($"it has more than {MostUnexpected} tensors that the module does not have");
                        }
                        SkipTensor();
                        state.Add(key, unread ??= torch.empty(new long[] { 0 }, torch.float32, torch.CPU));
                    }
                }
                return state;
            }
            catch
            {
                foreach (torch.Tensor tensor in state.Values)
                {
                    tensor.Dispose();
                }
                throw;
            }
        }

        /// <summary>A tensor.</summary>
        internal torch.Tensor Tensor()
        {
            (torch.ScalarType type, long[] shape, long bytes) = Header();
            ChunkedBytes? elements = Left is null && bytes > MostAtOnce ? Collect(bytes) : null;
            torch.Tensor tensor = torch.empty(shape, type, torch.CPU);
            try
            {
                using HandleLease lease = new HandleLease(tensor);
                var start = (byte*)torch.Tensor.ElementsOf(lease.Native, tensor.NumberOfElements);
                if (elements is null)
                {
                    Fill(start, bytes);
                }
                else
                {
                    elements.ReadExactly(0, start, bytes);
                }
                if (type == torch.ScalarType.Bool)
                {
                    CheckBools(start, bytes);
                }
                return tensor;
            }
            catch
            {
                tensor.Dispose();
                throw;
            }
        }

        /// <summary>Passes over a tensor.</summary>
        internal void SkipTensor()
        {
            (_, _, long bytes) = Header();
            if (Left is null)
            {
                byte[] buffer = new byte[Math.Min(bytes, MostAtOnce)];
                for (long done = 0; done < bytes;)
                {
                    done += ReadSome(buffer.AsSpan(0, (int)Math.Min(buffer.Length, bytes - done)));
                }
            }
            else
            {
                reader.BaseStream.Seek(bytes, SeekOrigin.Current);
            }
        }

        private (torch.ScalarType type, long[] shape, long bytes) Header()
        {
            long code = Number("a type");
            long size = SizeOf(code);
            long dimensions = Number("the number of dimensions");
            if (dimensions > MostDimensions)
            {
                throw new FormatException($"a tensor claims to have {dimensions} dimensions");
            }
            var shape = new long[dimensions];
            long bytes = size;
            for (int i = 0; i < shape.Length; i++)
            {
                shape[i] = Number("a size");
                bytes = shape[i] == 0 || bytes <= long.MaxValue / shape[i] ? bytes * shape[i] : throw new FormatException(
                    "a tensor claims to have more elements than there can be");
            }
            if (bytes > Left)
            {
                throw new FormatException($"a tensor claims to have {bytes} bytes of elements, but {Left} bytes follow");
            }
            return ((torch.ScalarType)code, shape, bytes);
        }

        private static long SizeOf(long code)
        {
            if (code <= sbyte.MaxValue && Enum.IsDefined(typeof(torch.ScalarType), (torch.ScalarType)code))
            {
                try
                {
                    return ElementTypes.SizeOf((torch.ScalarType)code);
                }
                catch (TorchTypeException)
                {
                    // Such as quantized ones, whose scales the format does not have.
                }
            }
            throw new FormatException($"a tensor claims to have elements of the type {code}, which the format does not have");
        }

        private string Name()
        {
            long length = Number("the length of a name");
            if (length > LongestName || length > Left)
            {
                throw new FormatException($"a name claims to have {length} bytes");
            }
            byte[] bytes = reader.ReadBytes((int)length);
            return bytes.Length == length ? Encoding.UTF8.GetString(bytes) : throw new EndOfStreamException();
        }

        /// <summary>A number of seven bits in each byte, the lowest first.</summary>
        private long Number(string what)
        {
            long value = 0;
            for (int shift = 0; shift < 63; shift += 7)
            {
                byte next = reader.ReadByte();
                value |= (long)(next & 0x7F) << shift;
                if (next < 0x80)
                {
                    return value;
                }
            }
            throw new FormatException($"{what} has more than 63 bits");
        }

        private ChunkedBytes Collect(long size)
        {
            var bytes = new ChunkedBytes();
            byte[] buffer = new byte[MostAtOnce];
            while (bytes.Size < size)
            {
                Span<byte> room = buffer.AsSpan(0, (int)Math.Min(buffer.Length, size - bytes.Size));
                bytes.Append(room.Slice(0, ReadSome(room)));
            }
            return bytes;
        }

        private void Fill(byte* start, long size)
        {
            for (long done = 0; done < size;)
            {
                done += ReadSome(new Span<byte>(start + done, (int)Math.Min(size - done, MostAtOnce)));
            }
        }

        /// <summary>Operators rely on it that a bool is 0 or 1.</summary>
        private static void CheckBools(byte* start, long size)
        {
            for (long i = 0; i < size; i++)
            {
                if (start[i] > 1)
                {
                    throw new FormatException($"a tensor of bools has the element {start[i]}, which is neither 0 nor 1");
                }
            }
        }

        private int ReadSome(Span<byte> room)
        {
            int count = reader.Read(room);
            return count > 0 ? count : throw new EndOfStreamException();
        }
    }
}
