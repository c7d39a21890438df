using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Autograd
{
    /// <summary>The backward of a C# function as a node of autograd's graph, which calls it on any thread.</summary>
    internal sealed unsafe class FunctionNode : IDisposable
    {
        // The pointer that native code holds does not keep the delegate alive.
        private static readonly BackwardCallback Callback = OnBackward;
        private static readonly IntPtr CallbackPointer = Marshal.GetFunctionPointerForDelegate(Callback);

        private readonly string name;
        private readonly autograd.AutogradContext context;
        private readonly Func<autograd.AutogradContext, List<Tensor?>, IList<Tensor?>?> backward;
        private readonly bool[] isTensor;

        /// <summary>A node that is not in the graph yet.</summary>
        /// <param name="name">What libtorch calls it, for instance in errors.</param>
        /// <param name="context">What forward has filled.</param>
        /// <param name="backward">Computes the gradients of the arguments from those of the results.</param>
        /// <param name="isTensor">Which arguments of forward are tensors.</param>
        internal FunctionNode(
            string name,
            autograd.AutogradContext context,
            Func<autograd.AutogradContext, List<Tensor?>, IList<Tensor?>?> backward,
            bool[] isTensor)
        {
            this.name = name;
            this.context = context;
            this.backward = backward;
            this.isTensor = isTensor;
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int BackwardCallback(IntPtr context, NativeBackwardCall* call);

        /// <summary>Puts it into the graph, if autograd records, and gives it to native code in any case.</summary>
        /// <param name="inputs">The arguments that are tensors.</param>
        /// <param name="outputs">The results of forward.</param>
        /// <returns>The results as autograd knows them. Where libtorch made no new tensor, they are the same objects.</returns>
        internal List<Tensor?> Record(Tensor[] inputs, IList<Tensor?> outputs)
        {
            ForwardNotes notes = context.TakeNotes();
            NativeLibraryLoader.EnsureLoaded();
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* from = TensorLists.Put(inputs, nameof(inputs), ref frame);
                NativeValue* to = TensorLists.PutWithGaps(outputs, ref frame);
                NativeValue* dirty = TensorLists.Put(notes.Dirty, nameof(notes.Dirty), ref frame);
                NativeValue* constant = TensorLists.Put(notes.NonDifferentiable, nameof(notes.NonDifferentiable), ref frame);
                NativeValue* saved = TensorLists.PutWithGaps(notes.Saved, ref frame);
                NativeValue* recorded = frame.AllocateResult(out _);
                using var text = new PinnedText(name);
                var function = new NativeFunction
                {
                    Name = text.Native,
                    Backward = CallbackPointer,
                    Release = KeptObject.Release,
                    Context = KeptObject.Keep(this), // from here on it is native code that releases it
                    Materializes = context.MaterializeGrads ? 1 : 0,
                };
                Status.Check(NativeMethods.tsp_node_record(&function, from, to, dirty, constant, saved, recorded));
                return Same(outputs, Conv<Tensor?>.Instance.TakeMany(recorded));
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <summary>Nothing calls backward any more.</summary>
        public void Dispose() => context.Dispose();

        /// <summary>Replaces new objects by those of forward where they are the same tensors.</summary>
        private static List<Tensor?> Same(IList<Tensor?> outputs, Tensor?[] recorded)
        {
            for (int i = 0; i < recorded.Length; i++)
            {
                if (recorded[i] is Tensor made && outputs[i] is Tensor output && TensorIdentity.Instance.Equals(made, output))
                {
                    made.Dispose();
                    recorded[i] = output;
                }
            }
            return recorded.ToList();
        }

        private static int OnBackward(IntPtr kept, NativeBackwardCall* call)
        {
            try
            {
                KeptObject.Of<FunctionNode>(kept).Run(call);
                return 0;
            }
            catch (Exception error)
            {
                return CallbackFailure.Report(error);
            }
        }

        private void Run(NativeBackwardCall* call)
        {
            using DisposeScope scope = NewDisposeScope();
            using var running = new RunningBackward(context, isTensor, call);
            running.Return(Checked(backward(context, running.Gradients()) ?? Array.Empty<Tensor?>()));
        }

        private IList<Tensor?> Checked(IList<Tensor?> gradients)
        {
            // As in PyTorch, more may follow if they are null.
            if (gradients.Count < isTensor.Length || gradients.Skip(isTensor.Length).Any(gradient => !(gradient is null)))
            {
                throw new InvalidOperationException(
                    $"The backward of {name} returned {gradients.Count} gradients, but its forward took {isTensor.Length} arguments: " +
                    "return one for each argument, null for those that are not tensors.");
            }
            for (int i = 0; i < isTensor.Length; i++)
            {
                if (!isTensor[i] && !(gradients[i] is null))
                {
                    throw new InvalidOperationException(
                        $"The backward of {name} returned a gradient at index {i}, but that argument of its forward was not a tensor: " +
                        "return null there.");
                }
            }
            return gradients;
        }
    }
}
