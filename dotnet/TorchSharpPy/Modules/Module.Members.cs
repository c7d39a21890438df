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
                /// <summary>The direct submodules, each once.</summary>
                public IEnumerable<Module> children() => named_children().Select(child => child.module);

                /// <summary>The direct submodules, each once, with the names they were registered under.</summary>
                public virtual IEnumerable<(string name, Module module)> named_children()
                {
                    ThrowIfDisposed();
                    var seen = new HashSet<object>();
                    return submodules.Where(child => seen.Add(child.item.Identity)).ToArray();
                }

                /// <summary>The submodules at any depth, each once. As in TorchSharp, the module itself is not among them.</summary>
                public IEnumerable<Module> modules() => named_modules().Select(module => module.module);

                /// <summary>The submodules at any depth, each once, with their paths ("layer1.conv").</summary>
                /// <remarks>As in TorchSharp, the module itself is not among them. PyTorch lists it first, with the name "".</remarks>
                public virtual IEnumerable<(string name, Module module)> named_modules()
                {
                    var seen = new HashSet<object>();
                    return Walk(once: true)
                        .SelectMany(part => part.module.Inner().Select(inner => (name: Join(part.path, inner.name), inner.module)))
                        .Where(part => seen.Add(part.module.Identity))
                        .Skip(1) // this module
                        .ToArray();
                }

                /// <summary>The parameters, each once.</summary>
                /// <param name="recurse">Whether to include those of the submodules.</param>
                public IEnumerable<Parameter> parameters(bool recurse = true) =>
                    named_parameters(recurse).Select(parameter => parameter.parameter);

                /// <summary>The parameters, each once, with their paths ("layer1.weight").</summary>
                /// <param name="recurse">Whether to include those of the submodules.</param>
                public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                    Once(recurse, module => module.InnerParameters());

                /// <summary>The buffers, each once.</summary>
                /// <param name="recurse">Whether to include those of the submodules.</param>
                public IEnumerable<Tensor> buffers(bool recurse = true) => named_buffers(recurse).Select(buffer => buffer.buffer);

                /// <summary>The buffers, each once.</summary>
                /// <param name="recurse">Whether to include those of the submodules.</param>
                /// <param name="include_nonpersistent">Whether to include those that <see cref="state_dict"/> leaves out.</param>
                public IEnumerable<Tensor> buffers(bool recurse, bool include_nonpersistent) =>
                    named_buffers(recurse, include_nonpersistent).Select(buffer => buffer.buffer);

                /// <summary>The buffers, each once, with their paths ("norm.running_mean").</summary>
                /// <param name="recurse">Whether to include those of the submodules.</param>
                /// <param name="include_nonpersistent">Whether to include those that <see cref="state_dict"/> leaves out.</param>
                public IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse, bool include_nonpersistent) =>
                    include_nonpersistent ? named_buffers(recurse) : Once(recurse, module => module.PersistentBuffers());

                /// <summary>The buffers, each once, with their paths ("norm.running_mean").</summary>
                /// <param name="recurse">Whether to include those of the submodules.</param>
                public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true) =>
                    Once(recurse, module => module.InnerBuffers());
            }
        }
    }
}
