using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Functions on parameters and their gradients.</summary>
            public static unsafe class utils
            {
                /// <summary>Scales the gradients of parameters by one factor, so that their norm is at most a given one.</summary>
                /// <param name="parameters">The parameters; those without a gradient do not count.</param>
                /// <param name="max_norm">The greatest norm of all gradients together.</param>
                /// <param name="norm_type">Which norm: 2, another number, or infinity.</param>
                /// <param name="error_if_nonfinite">Whether a norm that is infinite or NaN is an error.</param>
                /// <returns>The norm before.</returns>
                /// <exception cref="ScriptRuntimeException">The norm is not finite, and that is an error.</exception>
                public static double clip_grad_norm_(
                    IEnumerable<Tensor> parameters, double max_norm, double norm_type = 2.0, bool error_if_nonfinite = false)
                {
                    CallFrame frame = CallFrame.Begin();
                    try
                    {
                        NativeValue* list = Given(parameters, ref frame);
                        double norm;
                        Status.Check(NativeMethods.tsp_tensors_clip_grad_norm(list, max_norm, norm_type, error_if_nonfinite ? 1 : 0, &norm));
                        return norm;
                    }
                    finally
                    {
                        frame.Dispose();
                    }
                }

                /// <summary>Limits every element of the gradients of parameters.</summary>
                /// <param name="parameters">The parameters; those without a gradient do not count.</param>
                /// <param name="clip_value">The greatest absolute value.</param>
                public static void clip_grad_value_(IEnumerable<Tensor> parameters, double clip_value)
                {
                    CallFrame frame = CallFrame.Begin();
                    try
                    {
                        Status.Check(NativeMethods.tsp_tensors_clip_grad_value(Given(parameters, ref frame), clip_value));
                    }
                    finally
                    {
                        frame.Dispose();
                    }
                }

                private static NativeValue* Given(IEnumerable<Tensor> parameters, ref CallFrame frame)
                {
                    NativeLibraryLoader.EnsureLoaded();
                    IEnumerable<Tensor> given = parameters ?? throw new ArgumentNullException(nameof(parameters));
                    return TensorLists.Put(given, nameof(parameters), ref frame);
                }
            }
        }
    }
}
