using System;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;

namespace TorchSharpPy.Jit
{
    /// <summary>Makes tasks of TorchScript's futures, without a thread that waits.</summary>
    internal static unsafe class FutureTask
    {
        // Native code keeps the pointer, which does not keep the delegate.
        private static readonly NativeCallback Callback = OnCompleted;
        private static readonly IntPtr CallbackPointer = Marshal.GetFunctionPointerForDelegate(Callback);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void NativeCallback(IntPtr context);

        /// <summary>A task that completes with the future: with its value, or with the exception that a call would throw.</summary>
        /// <param name="future">The future, which is released when the task has completed.</param>
        /// <param name="isAwait">Whether it is an await. An await that has not run yet runs on the thread pool.</param>
        /// <param name="result">Takes the value.</param>
        internal static Task<T> Of<T>(ObjectHandle future, bool isAwait, Conv<T> result)
        {
            var pending = new Pending<T>(future, result);
            if (future.IsDone)
            {
                pending.Complete();
            }
            else if (isAwait)
            {
                CallerState caller = CallerState.Capture();
                Task.Run(() => pending.Complete(caller));
            }
            else
            {
                Subscribe(future, pending);
            }
            return pending.Task;
        }

        private static void Subscribe(ObjectHandle future, Pending pending)
        {
            GCHandle context = GCHandle.Alloc(pending); // keeps the future alive until it has completed
            using HandleLease lease = new HandleLease(future);
            int status = NativeMethods.tsp_future_then(lease.Native, CallbackPointer, (void*)GCHandle.ToIntPtr(context));
            if (status != 0)
            {
                context.Free();
                throw Status.LastError(status);
            }
        }

        private static void OnCompleted(IntPtr context)
        {
            GCHandle handle = GCHandle.FromIntPtr(context);
            var pending = (Pending)handle.Target!;
            handle.Free();
            pending.Complete();
        }

        /// <summary>A future with a task that waits for it.</summary>
        private abstract class Pending
        {
            /// <summary>Moves the value, or the error, to the task. Never throws.</summary>
            /// <param name="caller">The thread settings an await runs with; released here.</param>
            internal abstract void Complete(CallerState? caller = null);
        }

        private sealed class Pending<T> : Pending
        {
            private readonly ObjectHandle future;
            private readonly Conv<T> result;

            // Callers' code must not run inside libtorch, on a thread that belongs to it.
            private readonly TaskCompletionSource<T> source =
                new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);

            internal Pending(ObjectHandle future, Conv<T> result)
            {
                this.future = future;
                this.result = result;
            }

            internal Task<T> Task => source.Task;

            internal override void Complete(CallerState? caller = null)
            {
                try
                {
                    source.SetResult(caller == null ? Value() : caller.Run(Value));
                }
                catch (Exception error)
                {
                    source.SetException(error);
                }
                finally
                {
                    future.Dispose();
                    caller?.Dispose();
                }
            }

            private T Value() => future.Wait(result);
        }
    }
}
