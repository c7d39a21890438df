using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using TorchSharpPy.Optim;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>Optimizers, which update parameters from their gradients, and schedulers of their learning rates.</summary>
        public static partial class optim
        {
            /// <summary>The base class of the optimizers.</summary>
            /// <remarks>An optimizer keeps its parameters alive, so it can be used after the module was disposed.</remarks>
            public abstract partial class Optimizer : IDisposable
            {
                private readonly IOptimizerCore core;
                private readonly IReadOnlyDictionary<string, object?> options;
                private readonly List<ParamGroup> groups;

                /// <summary>Creates an optimizer.</summary>
                /// <param name="create">Makes what it keeps, of groups that have all options.</param>
                /// <param name="groups">The parameters to train.</param>
                /// <param name="options">The options for groups that do not set them.</param>
                private protected Optimizer(
                    Func<(Tensor[] parameters, IReadOnlyDictionary<string, object?> options)[], IOptimizerCore> create,
                    IEnumerable<ParamGroup> groups,
                    IReadOnlyDictionary<string, object?> options)
                {
                    this.options = options;
                    this.groups = (groups ?? throw new ArgumentNullException(nameof(groups))).ToList();
                    if (this.groups.Count == 0)
                    {
                        throw new ArgumentException("Expected at least one parameter to train, got none.", nameof(groups));
                    }
                    core = create(this.groups.Select(group => group.Complete(options)).ToArray());
                    for (int i = 0; i < this.groups.Count; i++)
                    {
                        this.groups[i].Attach(core, i);
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
                    core.AddGroup((group ?? throw new ArgumentNullException(nameof(group))).Complete(options));
                    group.Attach(core, groups.Count);
                    groups.Add(group);
                }

                /// <summary>Removes the gradients of the parameters.</summary>
                /// <param name="set_to_none">False to fill them with zeros instead.</param>
                public void zero_grad(bool set_to_none = true) => core.ZeroGrad(set_to_none);

                /// <summary>Updates the parameters from their gradients.</summary>
                /// <exception cref="TorchValueException">The optimizer needs a closure.</exception>
                /// <exception cref="ScriptRuntimeException">A gradient is sparse, and the optimizer takes only dense ones.</exception>
                public void step() => core.Step(null)?.Dispose();

                /// <summary>Updates the parameters from gradients that a function computes; LBFGS calls it several times.</summary>
                /// <param name="closure">
                /// A function that clears the gradients, computes the loss, calls backward and returns the loss, which is then disposed.
                /// </param>
                /// <returns>The loss before the step.</returns>
                /// <remarks>If the function throws, this method throws the same exception.</remarks>
                public Tensor step(Func<Tensor> closure) => core.Step(closure ?? throw new ArgumentNullException(nameof(closure)))!;

                /// <summary>Does something with each parameter, which is not to be kept.</summary>
                internal void ForEachParameter(Action<Tensor> action)
                {
                    if (core is RuleOptimizer ruled)
                    {
                        foreach (TrainedParameter parameter in ruled.Trained)
                        {
                            action(parameter.Tensor);
                        }
                        return;
                    }
                    foreach (Tensor parameter in parameters())
                    {
                        using (parameter)
                        {
                            action(parameter);
                        }
                    }
                }

                /// <summary>Sets an option of all groups.</summary>
                private protected void SetAll(string option, object value) => groups.ForEach(group => group[option] = value);

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
                        core.Dispose();
                    }
                }
            }
        }
    }
}
