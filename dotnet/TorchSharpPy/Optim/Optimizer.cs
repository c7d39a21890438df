using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharpPy.Files;
using TorchSharpPy.Modules;
using TorchSharpPy.Optim;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>libtorch's optimizers, which update parameters from their gradients.</summary>
        public static partial class optim
        {
            /// <summary>The base class of the optimizers.</summary>
            /// <remarks>An optimizer keeps its parameters alive, so it can be used after the module was disposed.</remarks>
            public abstract class Optimizer : IDisposable
            {
                private readonly OptimizerHandle handle;
                private readonly IReadOnlyDictionary<string, object?> options;
                private readonly List<ParamGroup> groups;

                /// <summary>Creates the native optimizer.</summary>
                /// <param name="name">Its name in libtorch.</param>
                /// <param name="groups">The parameters to train.</param>
                /// <param name="options">The options for groups that do not set them.</param>
                private protected Optimizer(string name, IEnumerable<ParamGroup> groups, IReadOnlyDictionary<string, object?> options)
                {
                    this.options = options;
                    this.groups = (groups ?? throw new ArgumentNullException(nameof(groups))).ToList();
                    if (this.groups.Count == 0)
                    {
                        throw new ArgumentException("Expected at least one parameter to train, got none.", nameof(groups));
                    }
                    handle = OptimizerHandle.Create(name, this.groups.Select(group => group.Complete(options)).ToArray());
                    for (int i = 0; i < this.groups.Count; i++)
                    {
                        this.groups[i].Attach(handle, i);
                    }
                }

                /// <summary>The groups of parameters, each with its options.</summary>
                public IReadOnlyList<ParamGroup> ParamGroups => groups;

                /// <inheritdoc cref="ParamGroups"/>
                public IReadOnlyList<ParamGroup> param_groups => groups;

                /// <summary>The parameters of all groups, as new handles.</summary>
                public IEnumerable<Tensor> parameters() => groups.SelectMany(group => group.Parameters);

                /// <summary>Adds parameters to train from now on.</summary>
                /// <param name="group">The parameters; options that it does not set are those that the optimizer was created with.</param>
                /// <exception cref="InvalidOperationException">The group already belongs to an optimizer.</exception>
                /// <exception cref="TorchValueException">An option is unknown, or a parameter is not a leaf or is in a group.</exception>
                public void add_param_group(ParamGroup group)
                {
                    handle.AddGroup((group ?? throw new ArgumentNullException(nameof(group))).Complete(options));
                    group.Attach(handle, groups.Count);
                    groups.Add(group);
                }

                /// <summary>Removes the gradients of the parameters.</summary>
                /// <param name="set_to_none">False to fill them with zeros instead.</param>
                public void zero_grad(bool set_to_none = true) => handle.ZeroGrad(set_to_none);

                /// <summary>Updates the parameters from their gradients.</summary>
                /// <exception cref="TorchValueException">The optimizer needs a closure.</exception>
                public void step() => handle.Step(null)?.Dispose();

                /// <summary>Updates the parameters from gradients that a function computes; LBFGS calls it several times.</summary>
                /// <param name="closure">
                /// A function that clears the gradients, computes the loss, calls backward and returns the loss, which is then disposed.
                /// </param>
                /// <returns>The loss before the step.</returns>
                /// <remarks>If the function throws, this method throws the same exception.</remarks>
                public Tensor step(Func<Tensor> closure) =>
                    handle.Step(closure ?? throw new ArgumentNullException(nameof(closure)))!;

                /// <summary>Writes the state and the options, in libtorch's format.</summary>
                /// <param name="location">The path of the file, which is replaced only when everything is written.</param>
                /// <exception cref="IOException">The file cannot be written.</exception>
                public void save_state_dict(string location) => handle.Save(ByteSink.Of(location));

                /// <summary>Writes the state and the options, in libtorch's format.</summary>
                /// <param name="stream">The stream, written to from its position on, and neither flushed nor closed.</param>
                public void save_state_dict(Stream stream) => handle.Save(ByteSink.Of(stream));

                /// <summary>Reads what <see cref="save_state_dict(string)"/> wrote for an optimizer of the same class and groups.</summary>
                /// <param name="location">The path of the file.</param>
                /// <exception cref="FileNotFoundException">The file does not exist.</exception>
                /// <exception cref="ModelFormatException">The file is not the state of such an optimizer.</exception>
                public void load_state_dict(string location) => handle.Load(ByteSource.Of(location));

                /// <summary>Reads what <see cref="save_state_dict(Stream)"/> wrote for an optimizer of the same class and groups.</summary>
                /// <param name="stream">The stream, read from its position on.</param>
                /// <exception cref="ModelFormatException">The stream does not hold the state of such an optimizer.</exception>
                public void load_state_dict(Stream stream) => handle.Load(ByteSource.Of(stream));

                /// <summary>Releases the optimizer. Later uses throw <see cref="ObjectDisposedException"/>.</summary>
                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                /// <summary>Releases what the optimizer owns.</summary>
                /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        handle.Dispose();
                    }
                }
            }
        }
    }
}
