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
            public static unsafe partial class utils
            {
                /// <summary>The elements of parameters, one after another.</summary>
                /// <param name="parameters">The parameters, on one device.</param>
                /// <exception cref="ArgumentException">There are no parameters, or they are on different devices.</exception>
                public static Tensor parameters_to_vector(IEnumerable<Tensor> parameters)
                {
                    Tensor[] all = OnOneDevice(parameters);
                    if (all.Length == 0)
                    {
                        throw new ArgumentException("Expected at least one parameter, got none.", nameof(parameters));
                    }
                    using DisposeScope scope = NewDisposeScope();
                    return cat(all.Select(one => one.reshape(-1)).ToArray()).MoveToOuterDisposeScope();
                }

                /// <summary>Makes parameters use the elements of a vector, one after another: they share its memory.</summary>
                /// <param name="vec">The elements, of as many as the parameters have together; more are ignored.</param>
                /// <param name="parameters">The parameters, on one device.</param>
                /// <exception cref="ArgumentException">There are too few elements, or the parameters are on different devices.</exception>
                public static void vector_to_parameters(Tensor vec, IEnumerable<Tensor> parameters)
                {
                    Tensor[] all = OnOneDevice(parameters);
                    long needed = all.Sum(one => one.numel());
                    if (NotNull(vec).dim() != 1 || vec.numel() < needed)
                    {
                        throw new ArgumentException(
                            $"Expected a vector of at least {needed} elements, not a tensor of the shape {new Size(vec.shape)}.",
                            nameof(vec));
                    }
                    using (no_grad())
                    {
                        long begin = 0;
                        foreach (Tensor one in all)
                        {
                            using Tensor part = vec.narrow(0, begin, one.numel());
                            using Tensor shaped = part.view(one.shape);
                            using Tensor data = shaped.detach();
                            TensorData.Set(one, data);
                            begin += one.numel();
                        }
                    }
                }

                private static Tensor[] OnOneDevice(IEnumerable<Tensor> parameters)
                {
                    Tensor[] all = (parameters ?? throw new ArgumentNullException(nameof(parameters))).ToArray();
                    foreach (Tensor one in all)
                    {
                        Device first = all[0].device;
                        Device device = (one ?? throw new ArgumentException("A parameter is null.", nameof(parameters))).device;
                        if (!device.Equals(first))
                        {
                            throw new ArgumentException(
                                $"Expected parameters on one device, but one is on '{first}' and one on '{device}'.", nameof(parameters));
                        }
                    }
                    return all;
                }
            }
        }
    }
}
