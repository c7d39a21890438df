using System;
using TorchSharpPy.Convert;
using TorchSharpPy.Interop;
using TorchSharpPy.Schema;

namespace TorchSharpPy.Jit
{
    /// <summary>A native function that finds a callable of an owner by its name.</summary>
    internal unsafe delegate int CallableLookup(IntPtr owner, NativeText name, IntPtr* found);

    /// <summary>A method, function or operator: every call from C# into libtorch goes through here.</summary>
    internal sealed unsafe partial class Callable : NativeHandle
    {
        private readonly string owner;
        private FunctionSchema? schema;
        private Conv<object?>? untypedResult;
        private Type? checkedResult;

        /// <summary>Takes ownership of a native callable.</summary>
        /// <param name="handle">A tsp_callable.</param>
        /// <param name="owner">What the user disposes, for ObjectDisposedException.</param>
        internal Callable(IntPtr handle, string owner)
            : base(handle)
        {
            this.owner = owner;
        }

        /// <summary>Takes results by the schema.</summary>
        private Conv<object?> UntypedResult =>
            untypedResult ??= new BoxingConv(Conv.Of(RuntimeShapes.TypeFor(Schema.Returns)));

        /// <summary>The signature, read at first use.</summary>
        internal FunctionSchema Schema => schema ??= SchemaReader.TakeSchema(Read<NativeValue>(NativeMethods.tsp_callable_schema));

        private protected override string DisplayName => owner;

        /// <summary>An operator of libtorch.</summary>
        /// <exception cref="UnknownOperatorException">This libtorch does not have it.</exception>
        internal static Callable Operator(string name, string overload)
        {
            using var nameText = new PinnedText(name);
            using var overloadText = new PinnedText(overload);
            return new Callable(
                NativeCall.Read<IntPtr>(found => NativeMethods.tsp_operator_callable(nameText.Native, overloadText.Native, found)),
                name);
        }

        /// <summary>A method, function or class of a native object, by its name.</summary>
        /// <param name="from">The native object.</param>
        /// <param name="name">The name.</param>
        /// <param name="lookup">Finds it.</param>
        /// <param name="owner">What the user disposes, for ObjectDisposedException.</param>
        /// <exception cref="UnknownMethodException">Nothing has that name. The message lists the names.</exception>
        internal static Callable Find(NativeHandle from, string name, CallableLookup lookup, string owner)
        {
            using var text = new PinnedText(name ?? throw new ArgumentNullException(nameof(name)));
            return new Callable(from.Read<IntPtr>((native, found) => lookup(native, text.Native, found)), owner);
        }

        /// <summary>The native call.</summary>
        /// <param name="arguments">The argument nodes.</param>
        /// <param name="count">Their number.</param>
        /// <param name="frame">Holds this callable during the call, and the result after it.</param>
        /// <returns>The result, to take from until the frame is disposed.</returns>
        internal NativeValue* Call(NativeValue* arguments, int count, ref CallFrame frame)
        {
            IntPtr native = frame.Hold(this);
            NativeValue* output = frame.AllocateResult(out long capacity);
            Status.Check(NativeMethods.tsp_callable_call(native, arguments, count, output, capacity));
            return output;
        }

        /// <summary>Calls with arguments by their run-time types; the schema says what comes back.</summary>
        internal object? Invoke(object?[]? arguments) => InvokeNormalized(Normalize(arguments));

        /// <summary>Calls with arguments by their run-time types.</summary>
        /// <exception cref="TorchTypeException">The result is not a <typeparamref name="TResult"/>.</exception>
        internal TResult Invoke<TResult>(object?[]? arguments) => InvokeNormalized<TResult>(Normalize(arguments));

        /// <summary>Calls with arguments of one type.</summary>
        /// <exception cref="TorchTypeException">The result is not a <typeparamref name="TResult"/>.</exception>
        internal TResult InvokeAll<T, TResult>(T[]? arguments) =>
            Invoke<TResult>(ArgumentList.Boxed(Schema, arguments));

        /// <summary>What callers passed for <c>params object[]</c>, by position.</summary>
        internal object?[] Normalize(object?[]? given) => ArgumentList.Normalize(Schema, given);

        /// <summary>As <see cref="Invoke"/>, with arguments by position.</summary>
        internal object? InvokeNormalized(object?[] arguments) => Run(arguments, UntypedResult);

        /// <summary>As <see cref="Invoke{TResult}"/>, with arguments by position.</summary>
        internal TResult InvokeNormalized<TResult>(object?[] arguments) => Run(arguments, CheckedResult<TResult>());

        private protected override void Release(IntPtr handle) => NativeMethods.tsp_callable_release(handle);

        private static void Put(object?[] arguments, NativeValue* nodes, ref CallFrame frame)
        {
            Conv<object?> any = Conv<object?>.Instance;
            for (int i = 0; i < arguments.Length; i++)
            {
                any.Put(arguments[i], nodes + i, ref frame);
            }
        }

        private Conv<TResult> CheckedResult<TResult>()
        {
            if (checkedResult != typeof(TResult))
            {
                TypedView.CheckResult(Schema, typeof(TResult));
                checkedResult = typeof(TResult);
            }
            return Conv<TResult>.Instance;
        }

        private TResult Run<TResult>(object?[] arguments, Conv<TResult> result)
        {
            CallFrame frame = CallFrame.Begin();
            try
            {
                NativeValue* nodes = frame.AllocateNodes(arguments.Length);
                Put(arguments, nodes, ref frame);
                return result.Take(Call(nodes, arguments.Length, ref frame));
            }
            finally
            {
                frame.Dispose();
            }
        }
    }
}
