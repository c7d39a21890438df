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
                /// <summary>This module and the modules in it that C# did not register, which only a TorchScript module has.</summary>
                internal virtual IEnumerable<(string name, Module module)> Inner() => new[] { (string.Empty, this) };

                /// <summary>The parameters of this module, without those of registered modules.</summary>
                internal virtual IEnumerable<(string name, Parameter tensor)> InnerParameters() => ownParameters
                    .Where(parameter => !(parameter.item is null))
                    .Select(parameter => (parameter.name, parameter.item!));

                /// <summary>The buffers of this module, without those of registered modules.</summary>
                internal virtual IEnumerable<(string name, Tensor tensor)> InnerBuffers() => ownBuffers
                    .Where(buffer => !(buffer.item.Value is null))
                    .Select(buffer => (buffer.name, buffer.item.Value!));

                /// <summary>The parameters and persistent buffers of this module, in the order of a state_dict.</summary>
                internal virtual IEnumerable<(string name, Tensor tensor)> InnerState() => InnerParameters()
                    .Select(parameter => (parameter.name, (Tensor)parameter.tensor))
                    .Concat(PersistentBuffers());

                /// <summary>The buffers of this module that a state_dict has.</summary>
                internal virtual IEnumerable<(string name, Tensor tensor)> PersistentBuffers() => ownBuffers
                    .Where(buffer => !(buffer.item.Value is null) && buffer.item.IsPersistent)
                    .Select(buffer => (buffer.name, buffer.item.Value!));

                /// <summary>This module and the modules registered in it, in the order of a state_dict.</summary>
                /// <param name="once">Whether a module that is registered in several places appears only once.</param>
                internal IReadOnlyList<(string path, Module module)> Walk(bool once)
                {
                    var found = new List<(string path, Module module)>();
                    Walk(string.Empty, once ? new HashSet<Module>() : null, found);
                    return found;
                }

                private static string Join(string path, string name) =>
                    path.Length == 0 ? name : name.Length == 0 ? path : path + "." + name;

                private void Walk(string path, HashSet<Module>? seen, List<(string path, Module module)> found)
                {
                    ThrowIfDisposed();
                    if (seen?.Add(this) == false)
                    {
                        return;
                    }
                    found.Add((path, this));
                    foreach ((string child, Module module) in submodules)
                    {
                        module.Walk(Join(path, child), seen, found);
                    }
                }

                private (string name, T tensor)[] Once<T>(bool recurse, Func<Module, IEnumerable<(string name, T tensor)>> inner)
                    where T : Tensor
                {
                    ThrowIfDisposed();
                    var seen = new HashSet<IntPtr>();
                    return (recurse ? Walk(once: true) : new[] { (string.Empty, this) })
                        .SelectMany(part => inner(part.module).Select(one => (name: Join(part.path, one.name), one.tensor)))
                        .Where(one => seen.Add(one.tensor.Handle))
                        .ToArray();
                }
            }
        }
    }
}
