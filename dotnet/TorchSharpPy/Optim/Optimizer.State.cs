using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using TorchSharpPy.Errors;
using TorchSharpPy.Files;
using TorchSharpPy.Modules;
using TorchSharpPy.Optim;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class optim
        {
            public abstract partial class Optimizer
            {
                /// <summary>The options and what the optimizer remembers, in PyTorch's form.</summary>
                /// <returns>
                /// <c>"state"</c>: by the number of the parameter a dictionary of tensors, which are new handles on the optimizer's own;
                /// <c>"param_groups"</c>: for each group its options, and the numbers of its parameters. <c>torch.save</c> writes it, and
                /// the <c>load_state_dict</c> of Python's optimizer reads that.
                /// </returns>
                public Dictionary<string, object?> state_dict() => OptimizerState.Write(core, groups);

                /// <summary>Takes over options and state in PyTorch's form.</summary>
                /// <param name="state_dict">
                /// What <see cref="state_dict"/> or Python's <c>state_dict()</c> returned, as <c>torch.load</c> reads it. Its tensors are
                /// copied.
                /// </param>
                /// <exception cref="TorchValueException">It is not the state of such an optimizer with such groups.</exception>
                public void load_state_dict(IDictionary state_dict) => OptimizerState.Read(
                    state_dict ?? throw new ArgumentNullException(nameof(state_dict)), core, groups);

                /// <summary>Writes <see cref="state_dict"/> for torch.load.</summary>
                /// <param name="location">The path of the file, which is replaced only when everything is written.</param>
                /// <exception cref="IOException">The file cannot be written.</exception>
                public void save_state_dict(string location) => Save(ByteSink.Of(location));

                /// <summary>Writes <see cref="state_dict"/> for torch.load.</summary>
                /// <param name="stream">The stream, written to from its position on, and neither flushed nor closed.</param>
                public void save_state_dict(Stream stream) => Save(ByteSink.Of(stream));

                /// <summary>
                /// Reads what <see cref="save_state_dict(string)"/>, or Python's torch.save of a <c>state_dict()</c>, wrote for an
                /// optimizer of the same class and groups.
                /// </summary>
                /// <param name="location">The path of the file.</param>
                /// <exception cref="FileNotFoundException">The file does not exist.</exception>
                /// <exception cref="ModelFormatException">The file is not the state of such an optimizer.</exception>
                public void load_state_dict(string location) => Load(ByteSource.Of(location), location);

                /// <summary>
                /// Reads what <see cref="save_state_dict(Stream)"/>, or Python's torch.save of a <c>state_dict()</c>, wrote for an
                /// optimizer of the same class and groups.
                /// </summary>
                /// <param name="stream">The stream, read from its position on.</param>
                /// <exception cref="ModelFormatException">The stream does not hold the state of such an optimizer.</exception>
                public void load_state_dict(Stream stream) => Load(ByteSource.Of(stream), "The stream");

                /// <summary>Moves what the optimizer remembers to a device, after its parameters were moved.</summary>
                /// <param name="device">The device.</param>
                public void to(Device device)
                {
                    Device wanted = device ?? throw new ArgumentNullException(nameof(device));
                    core.Exclusively(() =>
                    {
                        foreach (TrainedParameter parameter in core.Trained)
                        {
                            parameter.State?.MoveTo(wanted);
                        }
                    });
                }

                private void Save(ByteSink sink)
                {
                    Dictionary<string, object?> state = state_dict();
                    try
                    {
                        Checkpoint.Save<object?>(state, sink);
                    }
                    finally
                    {
                        OptimizerState.DisposeTensors(state);
                    }
                }

                private void Load(ByteSource source, string name)
                {
                    object? state = Checkpoint.Load<object?>(source, CPU);
                    try
                    {
                        OptimizerState.Read(state, core, groups);
                    }
                    catch (Exception error) when (error is TorchValueException || error is TorchTypeException || error is TorchException)
                    {
                        throw new ModelFormatException(new ErrorDetails(
                            TorchErrorKind.Format,
                            $"{name} is not the state of this optimizer: expected {GetType().Name} with the same number of parameters in " +
                            $"each group. {error.Message}"));
                    }
                    finally
                    {
                        OptimizerState.DisposeTensors(state);
                    }
                }
            }
        }
    }
}
