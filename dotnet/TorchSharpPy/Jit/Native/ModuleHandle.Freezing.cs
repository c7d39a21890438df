using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Jit
{
    /// <content>Modules made from this one that run faster.</content>
    internal sealed unsafe partial class ModuleHandle
    {
        private delegate int Remake(IntPtr module, NativeValue* names, IntPtr* made);

        /// <summary>A module whose weights are constants of its code.</summary>
        internal ModuleHandle Freeze(IEnumerable<string>? preserved, bool optimizeNumerics)
        {
            int numerics = optimizeNumerics ? 1 : 0;
            return Made(preserved, (module, names, made) => NativeMethods.tsp_module_freeze(module, names, numerics, made));
        }

        /// <summary>A frozen module, further optimized for this machine.</summary>
        internal ModuleHandle OptimizeForInference(IEnumerable<string>? otherMethods) =>
            Made(otherMethods, NativeMethods.tsp_module_optimize_for_inference);

        private ModuleHandle Made(IEnumerable<string>? names, Remake remake)
        {
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* list = names == null ? null : frame.AllocateNodes(1);
                if (names != null)
                {
                    Conv<string[]>.Instance.Put(names.ToArray(), list, ref frame);
                }
                IntPtr made;
                Status.Check(remake(frame.Hold(this), list, &made));
                return new ModuleHandle(made);
            }
            finally
            {
                frame.Dispose();
            }
        }
    }
}
