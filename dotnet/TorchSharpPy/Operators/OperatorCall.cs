using System;
using System.Runtime.CompilerServices;
using System.Threading;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Tensors
{
    /// <summary>One call of an operator of libtorch, argument by argument, in the order of its schema.</summary>
    /// <remarks>
    /// Generated code writes <c>OperatorCall.Begin(...).With(x).With(y).Tensor()</c>. A thread has one such object, which the
    /// last method of the chain frees before the operator runs: operators may call back into C#. So the chain must run to
    /// its end; a method that fails before that gives everything back.
    /// </remarks>
    internal sealed unsafe partial class OperatorCall
    {
        /// <summary>More than any operator takes.</summary>
        private const int MostArguments = 32;

        [ThreadStatic]
        private static OperatorCall? current;

        private readonly Arena arena = Arena.Current;
        private readonly ThreadGuards guards = ThreadGuards.Current;
        private IntPtr callable;
        private FrameStart start;
        private NativeValue* first;
        private NativeValue* next;

        /// <summary>Begins a call.</summary>
        /// <param name="kept">Where the native operator is kept, from its first call on.</param>
        /// <param name="name">Its qualified name.</param>
        /// <param name="overload">Its overload.</param>
        internal static OperatorCall Begin(ref IntPtr kept, string name, string overload)
        {
            IntPtr found = kept;
            if (found == IntPtr.Zero)
            {
                found = Find(ref kept, name, overload);
            }
            OperatorCall call = current ?? Create();
            call.callable = found;
            call.start = FrameStart.Of(call.arena);
            call.next = call.first = call.AllocateNodes();
            return call;
        }

        /// <summary>Runs the operator, whose result is a tensor.</summary>
        internal torch.Tensor Tensor()
        {
            FrameStart began = start;
            NativeValue* result = next; // not a local variable: the runtime guards and clears those
            int status = NativeMethods.tsp_callable_call(callable, first, next - first, result, 1);
            if (status != 0 || result->Kind != (int)NativeKind.Tensor)
            {
                return WithoutTensor(status, result, began);
            }
            (IntPtr handle, long size) = ((IntPtr)result->Data, result->Size);
            GiveBack(began);
            return Take(handle, size);
        }

        /// <summary>Runs the operator, which changes a tensor and returns it.</summary>
        internal torch.Tensor Into(torch.Tensor changed)
        {
            Run();
            return changed;
        }

        /// <summary>Runs the operator, which writes its result into the last argument.</summary>
        internal torch.Tensor Into(torch.Out given) => With(given.Tensor).Into(given.Tensor);

        /// <summary>Runs the operator, which writes its results into tensors.</summary>
        internal T Into<T>(T given)
        {
            Run();
            return given;
        }

        /// <summary>Runs the operator and drops what it returns.</summary>
        internal void Run()
        {
            FrameStart began = start;
            End(NativeMethods.tsp_callable_call(callable, first, next - first, null, 0), began);
        }

        /// <summary>Runs the operator.</summary>
        /// <typeparam name="T">The C# type of its results.</typeparam>
        internal T Take<T>()
        {
            CallFrame frame = CallFrame.Resume(arena, start);
            try
            {
                NativeValue* result = frame.AllocateResult(out long capacity);
                Status.Check(NativeMethods.tsp_callable_call(callable, first, next - first, result, capacity));
                return Conv<T>.Instance.Take(result);
            }
            finally
            {
                frame.Dispose();
            }
        }

        /// <summary>Room for the arguments and a result.</summary>
        private NativeValue* AllocateNodes()
        {
            const int bytes = (MostArguments + 1) * NativeValue.ByteSize;
            return bytes <= arena.Left ? (NativeValue*)arena.Take(bytes) : AllocateBlock();
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private NativeValue* AllocateBlock()
        {
            CallFrame frame = CallFrame.Resume(arena, start);
            NativeValue* nodes = frame.AllocateNodes(MostArguments + 1);
            start = frame.Suspend();
            return nodes;
        }

        private torch.Tensor Take(IntPtr handle, long size)
        {
            try
            {
                return new torch.Tensor(handle, size, guards);
            }
            catch (OutOfMemoryException)
            {
                NativeMethods.tsp_tensor_release(handle);
                throw;
            }
        }

        /// <summary>Ends a call that failed, or returned None: null then.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private torch.Tensor WithoutTensor(int status, NativeValue* result, in FrameStart began)
        {
            NativeValue other = *result; // its memory is given back
            End(status, began);
            torch.Tensor? nothing = Conv<torch.Tensor?>.Instance.Take(&other);
            return nothing!;
        }

        /// <summary>Gives back what the call has taken, while nothing can fail, and then says how it went.</summary>
        private void End(int status, in FrameStart began)
        {
            GiveBack(began);
            Status.Check(status);
        }

        /// <summary>Gives back what the call has taken. Memory that it owned may serve others from now on.</summary>
        /// <param name="began">Where the call began, read before it: the object may have served others meanwhile.</param>
        private void GiveBack(in FrameStart began)
        {
            arena.Reset(began.Mark, began.FirstLease);
            if (began.Blocks != null)
            {
                CallFrame.FreeBlocks(began.Blocks);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static OperatorCall Create() => current = new OperatorCall();

        /// <summary>Looks an operator up. It lives as long as the process.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static IntPtr Find(ref IntPtr kept, string name, string overload)
        {
            NativeLibraryLoader.EnsureLoaded();
            using var nameText = new PinnedText(name);
            using var overloadText = new PinnedText(overload);
            IntPtr found;
            Status.Check(NativeMethods.tsp_operator_callable(nameText.Native, overloadText.Native, &found));
            IntPtr before = Interlocked.CompareExchange(ref kept, found, IntPtr.Zero);
            if (before == IntPtr.Zero)
            {
                return found;
            }
            NativeMethods.tsp_callable_release(found); // another thread was faster
            return before;
        }
    }
}
