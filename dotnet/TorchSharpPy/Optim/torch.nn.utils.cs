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
            /// <summary>Functions that work on parameters and their gradients.</summary>
            public static unsafe partial class utils
            {
                /// <summary>Scales the gradients of parameters by one factor, so that their norm is at most max_norm.</summary>
                /// <param name="parameters">The parameters; those without a gradient are ignored.</param>
                /// <param name="max_norm">The largest allowed norm of all gradients together.</param>
                /// <param name="norm_type">The p of the p-norm: 2, another number, or infinity.</param>
                /// <param name="error_if_nonfinite">Whether to throw if the norm is infinite or NaN.</param>
                /// <returns>The norm before scaling.</returns>
                /// <exception cref="ScriptRuntimeException">The norm is not finite, and error_if_nonfinite is true.</exception>
                public static double clip_grad_norm_(
                    IEnumerable<Tensor> parameters, double max_norm, double norm_type = 2.0, bool error_if_nonfinite = false)
                {
                    CallFrame frame = CallFrame.Begin();
                    try
                    {
                        NativeValue* list = Given(parameters, ref frame);
                        double norm;
                        int refused = error_if_nonfinite ? 1 : 0;
                        Status.Check(NativeMethods.tsp_tensors_clip_grad_norm(list, max_norm, norm_type, refused, &norm));
                        return norm;
                    }
                    finally
                    {
                        frame.Dispose();
                    }
                }

                /// <summary>Clamps every element of the gradients of parameters to [-clip_value, clip_value].</summary>
                /// <param name="parameters">The parameters; those without a gradient are ignored.</param>
                /// <param name="clip_value">The largest allowed absolute value.</param>
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
