using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The base class of all modules: it has parameters, buffers and submodules.</summary>
            /// <remarks>
            /// <para>A module owns what is registered with it: that is trained, saved, moved and disposed together with the module.
            /// The same tensor or module may be registered in several places.</para>
            /// <para>You need not dispose what a module lists (<see cref="named_parameters"/>, <see cref="named_modules"/> and so on).
            /// A module written in C# lists the registered objects themselves, which it disposes. A TorchScript module lists new
            /// handles, which the garbage collector releases.</para>
            /// </remarks>
            public abstract partial class Module : IDisposable
            {
                /// <summary>The name that <see cref="GetName"/> returns.</summary>
                protected readonly string name;

                private bool isTraining = true;
                private bool isDisposed;

                /// <summary>Creates a module in training mode.</summary>
                /// <param name="name">The name that <see cref="GetName"/> returns.</param>
                protected Module(string name)
                {
                    this.name = name ?? throw new ArgumentNullException(nameof(name));
                }

                /// <summary>Whether the module is in training mode.</summary>
                public virtual bool training => isTraining;

                /// <summary>Identifies the module: a TorchScript module can have several C# objects, all with the same identity.</summary>
                internal virtual object Identity => this;

                /// <summary>Whether <c>call</c> has hooks of this object to run.</summary>
                internal virtual bool HasHooks => false;

                /// <summary>The name given to the constructor.</summary>
                public virtual string GetName() => name;

                /// <summary>Sets training mode for this module and its submodules.</summary>
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

                /// <summary>Sets evaluation mode for this module and its submodules.</summary>
                public void eval() => train(false);

                /// <summary>Runs an action on every submodule, and then on this module.</summary>
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

                /// <summary>Disposes the module and everything registered with it.</summary>
                public void Dispose()
                {
                    if (!isDisposed)
                    {
                        isDisposed = true;
                        Dispose(true);
                        GC.SuppressFinalize(this);
                    }
                }

                /// <summary>Releases what the module owns.</summary>
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
