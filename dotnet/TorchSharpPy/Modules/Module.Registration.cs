using System;
using System.Reflection;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public abstract partial class Module
            {
                private readonly NamedItems<Module> submodules = new NamedItems<Module>();
                private readonly NamedItems<Parameter?> ownParameters = new NamedItems<Parameter?>();
                private readonly NamedItems<Buffer> ownBuffers = new NamedItems<Buffer>();

                /// <summary>Makes a module a part of this one, which from now on also moves it, sets its mode and disposes it.</summary>
                /// <param name="name">Its name, without dots.</param>
                /// <param name="submodule">The part; it may also be a part of other modules.</param>
                /// <exception cref="ArgumentException">The name is invalid or used, or this module is a part of that one.</exception>
                public virtual void register_module(string name, Module submodule)
                {
                    CheckName(name, submodule);
                    CheckPart(name, submodule);
                    submodules.Add(name, submodule);
                }

                /// <summary>The same as <see cref="register_module"/>.</summary>
                /// <param name="name">Its name, without dots.</param>
                /// <param name="module">The part.</param>
                /// <exception cref="ArgumentException">The name is invalid or used, or this module is a part of that one.</exception>
                public void add_module(string name, Module module) => register_module(name, module);

                /// <summary>Adds a tensor that is trained.</summary>
                /// <param name="name">Its name, without dots.</param>
                /// <param name="param">The parameter, which the module disposes; null reserves the name.</param>
                /// <exception cref="ArgumentException">The name is invalid or already used.</exception>
                public virtual void register_parameter(string name, Parameter? param)
                {
                    CheckName(name, param);
                    ownParameters.Add(name, param);
                }

                /// <summary>Adds a tensor that belongs to the module's state but is not trained.</summary>
                /// <param name="name">Its name, without dots.</param>
                /// <param name="tensor">The buffer, which the module disposes; null reserves the name.</param>
                /// <param name="persistent">Whether <see cref="state_dict"/> includes it.</param>
                /// <exception cref="ArgumentException">The name is invalid or already used.</exception>
                public virtual void register_buffer(string name, Tensor? tensor, bool persistent = true)
                {
                    CheckName(name, tensor);
                    tensor?.DetachFromDisposeScope(); // the module owns it
                    ownBuffers.Add(name, new Buffer(tensor, persistent));
                }

                /// <summary>
                /// Registers every field that holds a module, a parameter or another tensor (as a buffer), under the field's name or
                /// the name in its <see cref="Utils.ComponentNameAttribute"/>. Call it at the end of the constructor.
                /// </summary>
                /// <exception cref="ArgumentException">The name of a field is already used for another object.</exception>
                protected void RegisterComponents()
                {
                    foreach (FieldInfo field in ComponentFields.Of(this))
                    {
                        if (field.GetValue(this) is object component && !IsRegistered(ComponentFields.NameOf(field), component))
                        {
                            Register(ComponentFields.NameOf(field), component);
                        }
                    }
                }

                /// <summary>Like <see cref="register_module"/>, but replaces a module with the same name.</summary>
                private protected void SetModule(string name, Module submodule)
                {
                    if (submodules.Contains(name))
                    {
                        CheckPart(name, submodule);
                        submodules.Set(name, submodule);
                    }
                    else
                    {
                        register_module(name, submodule);
                    }
                }

                private protected void RemoveModule(string name) => submodules.Remove(name);

                /// <summary>Removes all submodules, which the caller disposes from now on.</summary>
                protected void ClearModules() => submodules.Clear();

                private void Register(string name, object component)
                {
                    switch (component)
                    {
                        case Module child:
                            register_module(name, child);
                            break;
                        case Parameter parameter:
                            register_parameter(name, parameter);
                            break;
                        case Tensor buffer:
                            register_buffer(name, buffer);
                            break;
                    }
                }

                private bool IsRegistered(string name, object component) =>
                    (submodules.TryGet(name, out Module child) && ReferenceEquals(child, component)) ||
                    (ownParameters.TryGet(name, out Parameter? parameter) && ReferenceEquals(parameter, component)) ||
                    (ownBuffers.TryGet(name, out Buffer buffer) && ReferenceEquals(buffer.Value, component));

                private void CheckName(string name, object? component)
                {
                    ThrowIfDisposed();
                    if (string.IsNullOrEmpty(name ?? throw new ArgumentNullException(nameof(name))) || name.IndexOf('.') >= 0)
                    {
                        throw new ArgumentException(
                            $"'{name}' cannot be the name of a part of {GetName()}: choose a name that is not empty and has no dots.",
                            nameof(name));
                    }
                    if (submodules.Contains(name) || ownParameters.Contains(name) || ownBuffers.Contains(name))
                    {
                        string hint = IsRegistered(name, component ?? this) ? ", for the same object" : string.Empty;
                        throw new ArgumentException(
                            $"{GetName()} already has a part named '{name}'{hint}: choose another name.", nameof(name));
                    }
                }

                private void CheckPart(string name, Module submodule)
                {
                    if ((submodule ?? throw new ArgumentNullException(nameof(submodule))).Reaches(this))
                    {
                        throw new ArgumentException(
                            $"{GetName()} cannot have {submodule.GetName()} as its part '{name}', because it is itself a part of " +
                            "that module: a module must not contain itself.",
                            nameof(submodule));
                    }
                }

                private bool Reaches(Module target)
                {
                    if (ReferenceEquals(this, target))
                    {
                        return true;
                    }
                    foreach ((_, Module child) in submodules)
                    {
                        if (child.Reaches(target))
                        {
                            return true;
                        }
                    }
                    return false;
                }

                private readonly struct Buffer
                {
                    internal Buffer(Tensor? value, bool isPersistent)
                    {
                        Value = value;
                        IsPersistent = isPersistent;
                    }

                    internal Tensor? Value { get; }

                    internal bool IsPersistent { get; }
                }
            }
        }
    }
}
