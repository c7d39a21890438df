using System;
using System.Collections.Generic;
using TorchSharpPy.Jit;
using ModuleHandle = TorchSharpPy.Jit.ModuleHandle;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>A module for inference whose weights, buffers and attributes are constants of its code.</summary>
            /// <typeparam name="TModule">The type of the module. A typed view becomes a typed view.</typeparam>
            /// <param name="module">A module in evaluation mode. It stays as it is.</param>
            /// <param name="preserved_attrs">Names of attributes and methods to keep; forward is always kept.</param>
            /// <param name="optimize_numerics">
            /// Whether optimizations may change the last digits of results, as folding a batch norm into a convolution does.
            /// </param>
            /// <exception cref="TorchValueException">The module is in training mode, or has no attribute of that name.</exception>
            public static TModule freeze<TModule>(
                TModule module, IEnumerable<string>? preserved_attrs = null, bool optimize_numerics = true)
                where TModule : ScriptModule =>
                (TModule)ModuleViews.Make(typeof(TModule), Native(module).Freeze(preserved_attrs, optimize_numerics));

            /// <summary>A frozen module, further optimized for the machine that it runs on.</summary>
            /// <typeparam name="TModule">The type of the module. A typed view becomes a typed view.</typeparam>
            /// <param name="module">A module in evaluation mode, frozen or not. It stays as it is.</param>
            /// <param name="other_methods">Names of methods to keep and optimize, besides forward.</param>
            /// <exception cref="TorchValueException">The module is in training mode, or has no method of that name.</exception>
            public static TModule optimize_for_inference<TModule>(TModule module, IEnumerable<string>? other_methods = null)
                where TModule : ScriptModule =>
                (TModule)ModuleViews.Make(typeof(TModule), Native(module).OptimizeForInference(other_methods));

            private static ModuleHandle Native(ScriptModule? module) =>
                (module ?? throw new ArgumentNullException(nameof(module))).NativeModule;
        }
    }
}
