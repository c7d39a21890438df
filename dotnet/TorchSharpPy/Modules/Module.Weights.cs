using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using TorchSharpPy.Files;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public abstract partial class Module
            {
                /// <summary>Creates a module and reads its weights from a file of <see cref="save(string, IList{string})"/>.</summary>
                /// <typeparam name="T">The class of the module.</typeparam>
                /// <param name="path">The path of the file.</param>
                /// <exception cref="FileNotFoundException">The file does not exist.</exception>
                /// <exception cref="ModelFormatException">The file is not complete, or has another format.</exception>
                /// <exception cref="TorchValueException">The weights do not fit the module.</exception>
                public static T Create<T>(string path)
                    where T : Module, new()
                {
                    var module = new T();
                    try
                    {
                        module.load(path);
                        return module;
                    }
                    catch
                    {
                        module.Dispose();
                        throw;
                    }
                }

                /// <summary>Writes tensors by name in TorchSharp's own format.</summary>
                /// <param name="writer">The writer, which is neither flushed nor closed.</param>
                /// <param name="source">The tensors.</param>
                /// <param name="skip">The names that are left out.</param>
                /// <exception cref="TorchTypeException">The format does not have the elements of a tensor: quantized ones.</exception>
                public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> source, IList<string>? skip = null)
                {
                    if (writer == null)
                    {
                        throw new ArgumentNullException(nameof(writer));
                    }
                    Dictionary<string, Tensor> given = source ?? throw new ArgumentNullException(nameof(source));
                    WeightsWriter.Write(writer, given.Where(entry => skip?.Contains(entry.Key) != true).ToList());
                }

                /// <summary>Writes the parameters and persistent buffers in TorchSharp's own format.</summary>
                /// <param name="location">The path of the file, which is replaced only when everything is written.</param>
                /// <param name="skip">The names that are left out.</param>
                /// <returns>This module.</returns>
                /// <exception cref="IOException">The file cannot be written.</exception>
                public Module save(string location, IList<string>? skip = null)
                {
                    WeightsWriter.ToFile(location, writer => save(writer, skip));
                    return this;
                }

                /// <summary>Writes the parameters and persistent buffers in TorchSharp's own format.</summary>
                /// <param name="stream">The stream, written to from its position on, and not closed.</param>
                /// <param name="skip">The names that are left out.</param>
                /// <returns>This module.</returns>
                /// <exception cref="ArgumentException">The stream is closed, or open for reading only.</exception>
                public Module save(Stream stream, IList<string>? skip = null)
                {
                    using var writer = new BinaryWriter(
                        stream ?? throw new ArgumentNullException(nameof(stream)), Encoding.UTF8, leaveOpen: true);
                    return save(writer, skip);
                }

                /// <summary>Writes the parameters and persistent buffers in TorchSharp's own format.</summary>
                /// <param name="writer">The writer, which is neither flushed nor closed.</param>
                /// <param name="skip">The names that are left out.</param>
                /// <returns>This module.</returns>
                public virtual Module save(BinaryWriter writer, IList<string>? skip = null)
                {
                    using DisposeScope scope = NewDisposeScope();
                    save_state_dict(writer, state_dict(), skip);
                    return this;
                }

                /// <summary>Reads weights in TorchSharp's own format, as <see cref="save(string, IList{string})"/> writes them.</summary>
                /// <param name="location">The path of the file.</param>
                /// <param name="strict">Whether missing and unexpected names are errors.</param>
                /// <param name="skip">Names that are not loaded and do not count as missing.</param>
                /// <param name="loadedParameters">Receives the names in the file, with whether each was loaded.</param>
                /// <returns>This module, which an error leaves unchanged.</returns>
                /// <exception cref="FileNotFoundException">The file does not exist.</exception>
                /// <exception cref="ModelFormatException">The file is not complete, or has another format.</exception>
                /// <exception cref="TorchValueException">The weights do not fit the module.</exception>
                public Module load(
                    string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
                {
                    using var reader = new WeightsFile(location ?? throw new ArgumentNullException(nameof(location)));
                    return load(reader, strict, skip, loadedParameters);
                }

                /// <summary>Reads weights in TorchSharp's own format.</summary>
                /// <param name="stream">The stream, read from its position to the end of the weights, and not closed.</param>
                /// <param name="strict">Whether missing and unexpected names are errors.</param>
                /// <param name="skip">Names that are not loaded and do not count as missing.</param>
                /// <param name="loadedParameters">Receives the names in the file, with whether each was loaded.</param>
                /// <returns>This module, which an error leaves unchanged.</returns>
                /// <exception cref="ArgumentException">The stream is closed, or open for writing only.</exception>
                /// <exception cref="ModelFormatException">The stream is not complete, or has another format.</exception>
                /// <exception cref="TorchValueException">The weights do not fit the module.</exception>
                public Module load(
                    Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
                {
                    using var reader = new BinaryReader(
                        stream ?? throw new ArgumentNullException(nameof(stream)), Encoding.UTF8, leaveOpen: true);
                    return load(reader, strict, skip, loadedParameters);
                }

                /// <summary>Reads weights in TorchSharp's own format.</summary>
                /// <param name="reader">The reader, read from its position to the end of the weights, and not closed.</param>
                /// <param name="strict">Whether missing and unexpected names are errors.</param>
                /// <param name="skip">Names that are not loaded and do not count as missing.</param>
                /// <param name="loadedParameters">Receives the names in the file, with whether each was loaded.</param>
                /// <returns>This module, which an error leaves unchanged.</returns>
                /// <exception cref="ModelFormatException">The stream is not complete, or has another format.</exception>
                /// <exception cref="TorchValueException">The weights do not fit the module.</exception>
                public virtual Module load(
                    BinaryReader reader, bool strict = true, IList<string>? skip = null,
                    Dictionary<string, bool>? loadedParameters = null)
                {
                    var weightsReader = new WeightsReader(reader, (reader as WeightsFile)?.ToString() ?? "the stream");
                    IList<string> left = skip ?? Array.Empty<string>();
                    var names = new List<string>();
                    using DisposeScope scope = NewDisposeScope();
                    var wanted = new HashSet<string>(StateTensors().Select(one => one.name));
                    Dictionary<string, Tensor> state = weightsReader.Checked(weights => weights.State(wanted, left, names));
                    (_, IList<string> unexpected) = load_state_dict(state, strict, left);
                    if (loadedParameters != null)
                    {
                        var lost = new HashSet<string>(unexpected.Concat(left));
                        foreach (string name in names)
                        {
                            loadedParameters[name] = !lost.Contains(name);
                        }
                    }
                    return this;
                }
            }
        }
    }
}
