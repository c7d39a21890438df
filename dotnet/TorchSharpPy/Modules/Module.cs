using System;
using System.Collections.Generic;
using System.Reflection;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Base of all modules: a name, a mode, and the modules it is made of.</summary>
            public abstract class Module : IDisposable
            {
                private const BindingFlags OwnFields =
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

                private readonly string name;
                private readonly Dictionary<string, Module> submodules = new Dictionary<string, Module>();
                private bool isTraining = true;

                /// <summary>A module in training mode.</summary>
                /// <param name="name">What <see cref="GetName"/> returns.</param>
                protected Module(string name)
                {
                    this.name = name ?? throw new ArgumentNullException(nameof(name));
                }

                /// <summary>Whether the module is in training mode.</summary>
                public virtual bool training => isTraining;

                /// <summary>The name that the module was made with.</summary>
                public virtual string GetName() => name;

                /// <summary>Sets training mode, in the submodules too.</summary>
                /// <param name="on">False for evaluation mode.</param>
                public virtual void train(bool on = true)
                {
                    isTraining = on;
                    foreach (Module child in submodules.Values)
                    {
                        child.train(on);
                    }
                }

                /// <summary>Sets evaluation mode, in the submodules too.</summary>
                public void eval() => train(false);

                /// <summary>Makes a module a part of this one, which from now on sets its mode, moves and disposes it.</summary>
                /// <exception cref="ArgumentException">The name is taken.</exception>
                public void register_module(string name, Module submodule) =>
                    submodules.Add(name, submodule ?? throw new ArgumentNullException(nameof(submodule)));

                /// <summary>The modules this one is made of.</summary>
                public IEnumerable<Module> children() => submodules.Values;

                /// <summary>The modules this one is made of, with the names they were registered under.</summary>
                public IEnumerable<(string name, Module module)> named_children()
                {
                    foreach (KeyValuePair<string, Module> child in submodules)
                    {
                        yield return (child.Key, child.Value);
                    }
                }

                /// <summary>Disposes the module and its submodules.</summary>
                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                /// <summary>Moves what the module holds to a device; the submodules' too.</summary>
                protected internal virtual void MoveTo(Device device)
                {
                    foreach (Module child in submodules.Values)
                    {
                        child.MoveTo(device);
                    }
                }

                /// <summary>Registers every field that holds a module, under the field's name.</summary>
                protected void RegisterComponents()
                {
                    for (Type? type = GetType(); type != null && type != typeof(Module); type = type.BaseType)
                    {
                        foreach (FieldInfo field in type.GetFields(OwnFields))
                        {
                            if (field.GetValue(this) is Module child && !submodules.ContainsKey(field.Name))
                            {
                                register_module(field.Name, child);
                            }
                        }
                    }
                }

                /// <summary>Releases what the module holds.</summary>
                /// <param name="disposing">True from <see cref="Dispose()"/>, false from a finalizer.</param>
                protected virtual void Dispose(bool disposing)
                {
                    if (!disposing)
                    {
                        return;
                    }
                    foreach (Module child in submodules.Values)
                    {
                        child.Dispose();
                    }
                }
            }
        }
    }
}
