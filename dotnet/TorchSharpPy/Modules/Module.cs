using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Base of all modules: parameters, buffers and the modules that it is made of.</summary>
            /// <remarks>
            /// <para>What is registered belongs to the module: it is trained, saved, moved and disposed with it. The same tensor
            /// or module may be registered in several places.</para>
            /// <para>What a module lists (<see cref="named_parameters"/>, <see cref="named_modules"/> and so on) needs no disposing: it is
            /// the registered object itself, which the module disposes, or, of a TorchScript module, a share that is given back
            /// once it is forgotten.</para>
            /// </remarks>
            public abstract partial class Module : IDisposable
            {
                private readonly string name;
                private bool isTraining = true;
                private bool isDisposed;

                /// <summary>A module in training mode.</summary>
                /// <param name="name">What <see cref="GetName"/> returns.</param>
                protected Module(string name)
                {
                    this.name = name ?? throw new ArgumentNullException(nameof(name));
                }

                /// <summary>Whether the module is in training mode.</summary>
                public virtual bool training => isTraining;

                /// <summary>What is equal for modules that are the same: a TorchScript module has many objects in C#.</summary>
                internal virtual object Identity => this;

                /// <summary>The name that the module was made with.</summary>
                public virtual string GetName() => name;

                /// <summary>Sets training mode, in the submodules too.</summary>
                /// <param name="on">False for evaluation mode.</param>
                public virtual void train(bool on = true)
                {
                    ThrowIfDisposed();
                    isTraining = on;
                    foreach ((_, Module child) in submodules)
                    {
                        child.train(on);
                    }
                }

                /// <summary>Sets evaluation mode, in the submodules too.</summary>
                public void eval() => train(false);

                /// <summary>Runs an action on every module in this one, and then on this one.</summary>
                /// <returns>This module.</returns>
                public Module apply(Action<Module> fn)
                {
                    if (fn == null)
                    {
                        throw new ArgumentNullException(nameof(fn));
                    }
                    foreach (Module child in children())
                    {
                        child.apply(fn);
                    }
                    fn(this);
                    return this;
                }

                /// <summary>Disposes the module and all that is registered in it.</summary>
                public void Dispose()
                {
                    if (!isDisposed)
                    {
                        isDisposed = true;
                        Dispose(true);
                        GC.SuppressFinalize(this);
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
                    foreach ((_, Module child) in submodules)
                    {
                        child.Dispose();
                    }
                    foreach ((_, Modules.Parameter? parameter) in ownParameters)
                    {
                        parameter?.Dispose();
                    }
                    foreach ((_, Buffer buffer) in ownBuffers)
                    {
                        buffer.Value?.Dispose();
                    }
                }

                private protected void ThrowIfDisposed()
                {
                    if (isDisposed)
                    {
                        throw new ObjectDisposedException(GetType().Name);
                    }
                }
            }
        }
    }
}
