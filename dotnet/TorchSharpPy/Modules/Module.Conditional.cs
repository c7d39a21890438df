using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <content>What TorchSharp's layers use to replace their parts.</content>
            public abstract partial class Module
            {
                /// <summary>The device and type of new tensors: the given ones, or the defaults.</summary>
                protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(
                    Device? device = null, ScalarType? dtype = null) =>
                    (device ?? get_default_device(), dtype ?? get_default_dtype());

                /// <summary>Adds a parameter, replaces the one with the name in its place, or removes it.</summary>
                /// <param name="name">The name, without dots.</param>
                /// <param name="value">The parameter, which the module disposes; null to remove the one that was there.</param>
                /// <remarks>What was there is not disposed.</remarks>
                /// <exception cref="System.ArgumentException">The name is invalid, or that of a buffer or module.</exception>
                protected void ConditionallyRegisterParameter(string name, Parameter? value)
                {
                    ThrowIfDisposed();
                    if (name != null && ownParameters.Contains(name))
                    {
                        if (value is null)
                        {
                            ownParameters.Remove(name);
                        }
                        else
                        {
                            ownParameters.Set(name, value);
                        }
                    }
                    else if (!(value is null))
                    {
                        register_parameter(name!, value);
                    }
                }

                /// <summary>Adds a parameter of a tensor's elements, replaces the one with the name in its place, or removes it.</summary>
                /// <param name="name">The name, without dots.</param>
                /// <param name="value">The tensor, or a parameter; null to remove the one that was there.</param>
                /// <exception cref="System.ArgumentException">The name is invalid, or that of a buffer or module.</exception>
                protected void ConditionallyRegisterParameter(string name, Tensor? value) =>
                    ConditionallyRegisterParameter(name, value is null ? null : value as Parameter ?? new Parameter(value));

                /// <summary>Adds a buffer, replaces the one with the name in its place, or removes it.</summary>
                /// <param name="name">The name, without dots.</param>
                /// <param name="value">The buffer, which the module disposes; null to remove the one that was there.</param>
                /// <param name="persistent">Whether <see cref="state_dict"/> includes it.</param>
                /// <remarks>What was there is not disposed.</remarks>
                /// <exception cref="System.ArgumentException">The name is invalid, or that of a parameter or module.</exception>
                protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
                {
                    ThrowIfDisposed();
                    if (name != null && ownBuffers.Contains(name))
                    {
                        if (value is null)
                        {
                            ownBuffers.Remove(name);
                        }
                        else
                        {
                            value.DetachFromDisposeScope(); // the module owns it
                            ownBuffers.Set(name, new Buffer(value, persistent));
                        }
                    }
                    else if (!(value is null))
                    {
                        register_buffer(name!, value, persistent);
                    }
                }

                /// <summary>The parameters that are registered with this module, by place.</summary>
                private protected NamedItems<Parameter?> OwnParameters => ownParameters;
            }
        }
    }
}
