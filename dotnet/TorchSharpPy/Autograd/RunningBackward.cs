using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Autograd
{
    /// <summary>A backward of a C# function that the calling thread runs: what native code lends it meanwhile.</summary>
    internal sealed unsafe class RunningBackward : IDisposable
    {
        [ThreadStatic]
        private static RunningBackward? innermost;

        private readonly autograd.AutogradContext context;
        private readonly bool[] isTensor;
        private readonly NativeBackwardCall* call;
        private readonly RunningBackward? outer;

        /// <summary>Begins it.</summary>
        /// <param name="context">The context of the function.</param>
        /// <param name="isTensor">Which arguments of forward were tensors.</param>
        /// <param name="call">What native code lends.</param>
        internal RunningBackward(autograd.AutogradContext context, bool[] isTensor, NativeBackwardCall* call)
        {
            this.context = context;
            this.isTensor = isTensor;
            this.call = call;
            outer = innermost;
            innermost = this;
        }

        /// <summary>The one of a context; null if the calling thread does not run its backward.</summary>
        internal static RunningBackward? Of(autograd.AutogradContext context)
        {
            RunningBackward? running = innermost;
            while (running != null && !ReferenceEquals(running.context, context))
            {
                running = running.outer;
            }
            return running;
        }

        /// <summary>The gradients of the outputs, as new tensors; null for zero.</summary>
        internal List<Tensor?> Gradients()
        {
            var gradients = new List<Tensor?>((int)call->GradientCount);
            for (int i = 0; i < call->GradientCount; i++)
            {
                gradients.Add(call->Gradients[i] == IntPtr.Zero ? null : Borrowed.Share(call->Gradients[i]));
            }
            return gradients;
        }

        /// <summary>What forward has saved, as new tensors.</summary>
        internal List<Tensor?> Saved()
        {
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* saved = frame.AllocateResult(out _);
                Status.Check(NativeMethods.tsp_node_saved(call->Node, saved));
                return Conv<Tensor?>.Instance.TakeMany(saved).ToList();
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <summary>Which arguments need a gradient.</summary>
        internal bool[] Needed()
        {
            var needed = new bool[isTensor.Length];
            int next = 0;
            for (int i = 0; i < needed.Length; i++)
            {
                needed[i] = isTensor[i] && call->IsNeeded[next++] != 0;
            }
            return needed;
        }

        /// <summary>Gives native code the gradients of the arguments.</summary>
        /// <param name="gradients">One for each argument, null for one that is not a tensor.</param>
        internal void Return(IList<Tensor?> gradients)
        {
            int given = 0;
            try
            {
                for (int i = 0; i < isTensor.Length; i++)
                {
                    if (isTensor[i])
                    {
                        call->Results[given] = gradients[i]?.Read<IntPtr>(NativeMethods.tsp_tensor_retain) ?? IntPtr.Zero;
                        given++;
                    }
                }
            }
            catch
            {
                while (given > 0)
                {
                    NativeMethods.tsp_tensor_release(call->Results[--given]);
                    call->Results[given] = IntPtr.Zero;
                }
                throw;
            }
        }

        /// <summary>Ends it.</summary>
        public void Dispose() => innermost = outer;
    }
}
