using System;
using System.Runtime.CompilerServices;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <content>Parameters and buffers that a layer holds in fields.</content>
            /// <remarks>
            /// <c>forward</c> reads the field, so that a call looks up no name. Moving and loading find the tensor under its name;
            /// if they must replace it, they replace it in the field, too.
            /// </remarks>
            public abstract partial class Module
            {
                /// <summary>Puts a parameter into a field and under a name, in place of the one that was there.</summary>
                /// <param name="field">The field.</param>
                /// <param name="value">The parameter, which the module disposes; null for none.</param>
                /// <param name="name">The name; by default that of the calling property.</param>
                /// <remarks>What was there is not disposed: an optimizer or another module may still use it.</remarks>
                private protected void Hold(ref Parameter? field, Parameter? value, [CallerMemberName] string name = "")
                {
                    ThrowIfDisposed();
                    if (ownParameters.Contains(name))
                    {
                        ownParameters.Set(name, value);
                    }
                    else
                    {
                        register_parameter(name, value);
                    }
                    field = value;
                }

                /// <summary>Puts a buffer into a field and under a name, in place of the one that was there.</summary>
                /// <param name="field">The field.</param>
                /// <param name="value">The buffer, which the module disposes; null for none.</param>
                /// <param name="name">The name; by default that of the calling property.</param>
                /// <remarks>What was there is not disposed: another module may still use it.</remarks>
                private protected void Hold(ref Tensor? field, Tensor? value, [CallerMemberName] string name = "")
                {
                    ThrowIfDisposed();
                    if (ownBuffers.Contains(name))
                    {
                        value?.DetachFromDisposeScope();
                        ownBuffers.TryGet(name, out Buffer before);
                        ownBuffers.Set(name, new Buffer(value, before.IsPersistent));
                    }
                    else
                    {
                        register_buffer(name, value);
                    }
                    field = value;
                }
            }
        }
    }
}
