using System;
using System.Collections.Generic;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;
using TorchSharpPy.Modules;

namespace TorchSharpPy.Jit
{
    /// <summary>State, moving and copies.</summary>
    internal sealed unsafe partial class ModuleHandle
    {
        /// <summary>The members of the module, with dotted names.</summary>
        /// <typeparam name="T">The C# type of the members.</typeparam>
        /// <param name="kind">Which members.</param>
        /// <param name="recurse">Whether to include the members of submodules.</param>
        internal (string name, T value)[] Members<T>(NativeMemberKind kind, bool recurse) => Conv<(string, T)[]>.Instance.TakeFrom(
            this, (module, output, capacity) => NativeMethods.tsp_module_members(module, (int)kind, recurse ? 1 : 0, output));

        /// <summary>Copies a state into the parameters and buffers.</summary>
        internal (IList<string> missing, IList<string> unexpected) LoadState(
            IReadOnlyDictionary<string, torch.Tensor> state, NativeStateFlag flags)
        {
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* node = frame.AllocateNodes(1);
                Conv<IReadOnlyDictionary<string, torch.Tensor>>.Instance.Put(state, node, ref frame);
                IntPtr native = frame.Hold(this);
                NativeValue* output = frame.AllocateResult(out _);
                Status.Check(NativeMethods.tsp_module_load_state(native, node, (int)flags, output));
                return Conv<(string[], string[])>.Instance.Take(output);
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <summary>Moves and casts parameters and buffers, in place.</summary>
        internal void MoveTo(Moving moving)
        {
            var flags = (moving.NonBlocking ? NativeToFlag.NonBlocking : 0) | (moving.RealOnly ? NativeToFlag.RealOnly : 0);
            using var device = new PinnedText(moving.Device?.ToString());
            int type = moving.Dtype.HasValue ? (int)moving.Dtype.Value : -1;
            Run(module => NativeMethods.tsp_module_to(module, device.Native, type, (int)flags));
        }

        /// <summary>Sets whether autograd records what is computed from the parameters.</summary>
        internal void SetRequiresGrad(bool on) => Set(NativeMethods.tsp_module_requires_grad_set, on);

        /// <summary>Drops the gradients of the parameters, or fills them with zeros.</summary>
        internal void ZeroGrad(bool setToNone) => Set(NativeMethods.tsp_module_zero_grad, setToNone);

        /// <summary>A copy.</summary>
        internal ModuleHandle Copy(NativeCopyKind kind) => new ModuleHandle(
            Read<IntPtr>((module, copy) => NativeMethods.tsp_module_copy(module, (int)kind, copy)));
    }
}
