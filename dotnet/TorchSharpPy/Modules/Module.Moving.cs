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
                /// <summary>Removes the gradients of the parameters.</summary>
                /// <param name="set_to_none">False to fill them with zeros instead.</param>
                public virtual void zero_grad(bool set_to_none = true)
                {
                    foreach ((_, Parameter parameter) in named_parameters())
                    {
                        TensorData.ZeroGradient(parameter, set_to_none);
                    }
                }

                /// <summary>Sets whether autograd records operations on the parameters.</summary>
                internal virtual void SetRequiresGrad(bool on)
                {
                    foreach ((_, Parameter parameter) in named_parameters())
                    {
                        parameter.requires_grad = on;
                    }
                }

                /// <summary>Moves and casts the parameters, the buffers and the gradients in place.</summary>
                internal virtual void MoveTo(Moving moving)
                {
                    IReadOnlyList<(string path, Module module)> parts = Walk(once: true);
                    using (no_grad())
                    {
                        var moves = new TensorMoves(moving);
                        try
                        {
                            foreach ((_, Module module) in parts)
                            {
                                module.AddTo(moves);
                            }
                            foreach ((_, Module module) in parts.Where(part => part.module is jit.ScriptModule))
                            {
                                module.MoveTo(moving);
                            }
                            foreach ((_, Module module) in parts)
                            {
                                module.Exchange((_, before) => moves.Take(before));
                            }
                            foreach ((_, Module module) in parts)
                            {
                                module.AfterMoving();
                            }
                        }
                        finally
                        {
                            moves.Dispose();
                        }
                    }
                }

                /// <summary>What a module does when its tensors have other elements.</summary>
                private protected virtual void AfterMoving()
                {
                }

                private void AddTo(TensorMoves moves)
                {
                    foreach ((_, Parameter? parameter) in ownParameters)
                    {
                        moves.Add(parameter);
                    }
                    foreach ((_, Buffer buffer) in ownBuffers)
                    {
                        moves.Add(buffer.Value);
                    }
                }

                /// <summary>Replaces each tensor by another one, in the fields that hold it too.</summary>
                private void Exchange(Func<string, Tensor, Tensor> exchange)
                {
                    for (int i = 0; i < ownParameters.Count; i++)
                    {
                        if (ownParameters[i] is Parameter before)
                        {
                            ownParameters[i] = Replaced(before, (Parameter)exchange(ownParameters.NameOf(i), before));
                        }
                    }
                    for (int i = 0; i < ownBuffers.Count; i++)
                    {
                        if (ownBuffers[i].Value is Tensor before)
                        {
                            Tensor after = Replaced(before, exchange(ownBuffers.NameOf(i), before));
                            ownBuffers[i] = new Buffer(after, ownBuffers[i].IsPersistent);
                        }
                    }
                }

                private T Replaced<T>(T before, T after)
                    where T : Tensor
                {
                    if (!ReferenceEquals(before, after))
                    {
                        after.DetachFromDisposeScope(); // the module owns it
                        ComponentFields.Replace(this, before, after);
                    }
                    return after;
                }
            }
        }
    }
}
