using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public abstract partial class Module
            {
                /// <summary>
                /// The parameters and persistent buffers by their paths ("layer1.weight"), in PyTorch's order. A tensor that is
                /// registered in several places comes under each of its names.
                /// </summary>
                /// <param name="destination">A dictionary to add to, and to return; a new one where left out.</param>
                /// <param name="prefix">What every path begins with; a dot follows it.</param>
                /// <returns>
                /// Tensors that share the module's elements and nothing that autograd recorded: the caller's to dispose or to forget.
                /// </returns>
                public Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
                {
                    Dictionary<string, Tensor> state = destination ?? new Dictionary<string, Tensor>();
                    string start = (prefix ?? string.Empty).TrimEnd('.');
                    foreach ((string name, Tensor tensor) in StateTensors())
                    {
                        state[Join(start, name)] = tensor.detach();
                    }
                    return state;
                }

                /// <summary>Copies the elements of a state into the parameters and buffers.</summary>
                /// <param name="source">Tensors by the paths that <see cref="state_dict"/> has; they are cast and moved where needed.</param>
                /// <param name="strict">Whether missing and unexpected keys are errors.</param>
                /// <param name="skip">Keys that are neither loaded nor missed.</param>
                /// <param name="assign">Whether the module's tensors get the source's elements, types and devices instead of copies.</param>
                /// <returns>The keys that the module has and the source has not, and the reverse.</returns>
                /// <exception cref="TorchValueException">
                /// Keys are missing or unexpected, or shapes differ: the message lists all of them. Nothing was changed.
                /// </exception>
                public (IList<string> missing_keys, IList<string> unexpected_keys) load_state_dict(
                    IReadOnlyDictionary<string, Tensor> source,
                    bool strict = true,
                    IList<string>? skip = null,
                    bool assign = false)
                {
                    if (source == null)
                    {
                        throw new ArgumentNullException(nameof(source));
                    }
                    return LoadState(skip == null || skip.Count == 0 ? source : Without(source, skip), strict, assign);
                }

                private protected virtual (IList<string> missing, IList<string> unexpected) LoadState(
                    IReadOnlyDictionary<string, Tensor> source, bool strict, bool assign)
                {
                    var update = new StateUpdate(StateTensors(), source);
                    update.ThrowWhereItDoesNotFit(GetName(), strict);
                    if (assign)
                    {
                        var taken = new TakenTensors();
                        foreach ((string path, Module module) in Walk(once: false))
                        {
                            module.Assign(update.Below(path), taken);
                        }
                    }
                    else
                    {
                        update.Copy();
                    }
                    return (update.Missing, update.Unexpected);
                }

                /// <summary>Takes the tensors of a state instead of their elements.</summary>
                /// <param name="state">By the names that they have in this module.</param>
                /// <param name="taken">What other places of a shared tensor took.</param>
                internal virtual void Assign(IReadOnlyDictionary<string, Tensor> state, TakenTensors taken) => Exchange(
                    (name, before) => state.TryGetValue(name, out Tensor source) ? taken.Take(before, source) : before);

                private List<(string name, Tensor tensor)> StateTensors() => Walk(once: false)
                    .SelectMany(part => part.module.InnerState().Select(one => (Join(part.path, one.name), one.tensor)))
                    .ToList();

                // What is skipped is loaded from the module itself.
                private Dictionary<string, Tensor> Without(IReadOnlyDictionary<string, Tensor> source, IList<string> skip)
                {
                    Dictionary<string, Tensor> rest = source
                        .Where(entry => !skip.Contains(entry.Key))
                        .ToDictionary(entry => entry.Key, entry => entry.Value);
                    foreach ((string name, Tensor tensor) in StateTensors())
                    {
                        if (skip.Contains(name))
                        {
                            rest.Add(name, tensor);
                        }
                    }
                    return rest;
                }
            }
        }
    }
}
