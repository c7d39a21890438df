using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Convert;
using TorchSharpPy.Errors;
using TorchSharpPy.Jit;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            public abstract partial class Module
            {
                /// <summary>The module at a path ("layer1.conv"); this module for "".</summary>
                /// <exception cref="UnknownMethodException">The path does not exist; the message lists the names that do.</exception>
                public Module get_submodule(string target)
                {
                    Module owner = this;
                    if ((target ?? throw new ArgumentNullException(nameof(target))).Length > 0)
                    {
                        foreach (string step in target.Split('.'))
                        {
                            owner = owner.FindChild(step) ??
                                throw Unknown("module", target, owner, owner.named_children().Select(one => one.name));
                        }
                    }
                    return owner;
                }

                /// <summary>The module at a path, as a C# type.</summary>
                /// <typeparam name="T">
                /// The type. A TorchScript module converts to any view that fits its forward,
                /// such as <c>jit.ScriptModule&lt;Tensor, Tensor&gt;</c>.
                /// </typeparam>
                /// <exception cref="UnknownMethodException">The path does not exist; the message lists the names that do.</exception>
                /// <exception cref="TorchTypeException">The module has another type.</exception>
                public T get_submodule<T>(string target)
                    where T : Module
                {
                    Module found = get_submodule(target);
                    if (found is jit.ScriptModule script && !(found is T) && typeof(jit.ScriptModule).IsAssignableFrom(typeof(T)))
                    {
                        found = ModuleViews.Make(typeof(T), script.NativeModule.Retain());
                    }
                    return found as T ?? throw new TorchTypeException(
                        $"'{target}' of {GetName()} is a {TypeNames.Of(found.GetType())}, not a {TypeNames.Of(typeof(T))}.");
                }

                /// <summary>The parameter at a path ("layer1.weight").</summary>
                /// <exception cref="UnknownMethodException">The path does not exist; the message lists the names that do.</exception>
                public Parameter get_parameter(string target)
                {
                    (Module owner, string last) = OwnerOf(target);
                    return owner.FindParameter(last) ??
                        throw Unknown("parameter", target, owner, owner.named_parameters(false).Select(one => one.name));
                }

                /// <summary>The buffer at a path ("norm.running_mean").</summary>
                /// <exception cref="UnknownMethodException">The path does not exist; the message lists the names that do.</exception>
                public Tensor get_buffer(string target)
                {
                    (Module owner, string last) = OwnerOf(target);
                    return owner.FindBuffer(last) ??
                        throw Unknown("buffer", target, owner, owner.named_buffers(false).Select(one => one.name));
                }

                /// <summary>Whether there is a parameter at a path.</summary>
                public bool has_parameter(string target) =>
                    TryFind(target, out Module? owner, out string last) && !(owner!.FindParameter(last) is null);

                /// <summary>Whether there is a buffer at a path.</summary>
                public bool has_buffer(string target) =>
                    TryFind(target, out Module? owner, out string last) && !(owner!.FindBuffer(last) is null);

                /// <summary>The direct submodule with a name, or null.</summary>
                private protected virtual Module? FindChild(string name)
                {
                    ThrowIfDisposed();
                    return submodules.TryGet(name, out Module child) ? child : null;
                }

                /// <summary>The module's parameter with a name, or null.</summary>
                private protected virtual Parameter? FindParameter(string name)
                {
                    ThrowIfDisposed();
                    return ownParameters.TryGet(name, out Parameter? parameter) ? parameter : null;
                }

                /// <summary>The module's buffer with a name, or null.</summary>
                private protected virtual Tensor? FindBuffer(string name)
                {
                    ThrowIfDisposed();
                    return ownBuffers.TryGet(name, out Buffer buffer) ? buffer.Value : null;
                }

                private static Exception Unknown(string kind, string target, Module owner, IEnumerable<string> known)
                {
                    string[] names = known.ToArray();
                    string there = names.Length == 0 ? $"which has no {kind}s" : $"whose {kind}s are {string.Join(", ", names)}";
                    return new UnknownMethodException(new ErrorDetails(
                        TorchErrorKind.UnknownMethod, $"there is no {kind} '{target}' in {owner.GetName()}, {there}"));
                }

                private static (string path, string last) Split(string target)
                {
                    int dot = (target ?? throw new ArgumentNullException(nameof(target))).LastIndexOf('.');
                    return dot < 0 ? (string.Empty, target) : (target.Substring(0, dot), target.Substring(dot + 1));
                }

                private (Module owner, string last) OwnerOf(string target)
                {
                    (string path, string last) = Split(target);
                    return (get_submodule(path), last);
                }

                private bool TryFind(string target, out Module? owner, out string last)
                {
                    string path;
                    (path, last) = Split(target);
                    owner = this;
                    foreach (string step in path.Length == 0 ? Array.Empty<string>() : path.Split('.'))
                    {
                        owner = owner?.FindChild(step);
                    }
                    return owner != null;
                }
            }
        }
    }
}
