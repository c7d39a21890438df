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
                /// registered in several places appears under each of its paths.
                /// </summary>
                /// <param name="destination">A dictionary to add to and return; a new one by default.</param>
                /// <param name="prefix">A prefix for every path; a dot is added after it.</param>
                /// <returns>
                /// Tensors that share the module's memory and are detached from autograd. The caller may dispose them.
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

                /// <summary>Copies the elements of a state_dict into the parameters and buffers.</summary>
                /// <param name="source">Tensors by path, like <see cref="state_dict"/> returns them, cast and moved if needed.</param>
                /// <param name="strict">Whether missing and unexpected keys are errors.</param>
                /// <param name="skip">Keys that are not loaded and do not count as missing.</param>
                /// <param name="assign">Whether the module takes over the source's memory, types and devices, instead of copying.</param>
                /// <returns>The keys that the source lacks, and the keys that the module lacks.</returns>
                /// <exception cref="TorchValueException">
                /// Keys are missing or unexpected, or shapes differ; the message lists them all, and nothing was loaded.
                /// </exception>
                /// <exception cref="ScriptRuntimeException">With assign: a running call uses the module.</exception>
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
                    update.ThrowIfItDoesNotFit(GetName(), strict);
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

                /// <summary>Takes over the tensors of a state_dict, instead of copying their elements.</summary>
                /// <param name="state">The tensors by their names in this module.</param>
                /// <param name="taken">The tensors taken so far, so that shared ones stay shared.</param>
                internal virtual void Assign(IReadOnlyDictionary<string, Tensor> state, TakenTensors taken) => Exchange(
                    (name, before) => state.TryGetValue(name, out Tensor source) ? taken.Take(before, source) : before);

                private List<(string name, Tensor tensor)> StateTensors() => Walk(once: false)
                    .SelectMany(part => part.module.InnerState().Select(one => (Join(part.path, one.name), one.tensor)))
                    .ToList();

                // Keys to skip are loaded from the module itself.
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
