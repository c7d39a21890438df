using System;
using System.Linq;
using TorchSharpPy.Convert;
using TorchSharpPy.Jit;
using ModuleHandle = TorchSharpPy.Jit.ModuleHandle;

namespace TorchSharpPy
{
    /// <summary>A program of torch.export whose result type is known.</summary>
    /// <typeparam name="TResult">The C# type of forward's result.</typeparam>
    public sealed class ExportedProgram<TResult> : ExportedProgram
    {
        private readonly Callable forwardMethod;

        internal ExportedProgram(ModuleHandle handle)
            : base(handle)
        {
            forwardMethod = OrDispose(() =>
            {
                Callable method = Method("forward");
                TypedView.CheckResult(method.Schema, typeof(TResult));
                return method;
            });
        }

        /// <summary>Runs the program.</summary>
        /// <param name="inputs">Its arguments, all of them tensors.</param>
        /// <exception cref="TorchTypeException">An argument does not fit the program's signature.</exception>
        /// <exception cref="TorchValueException">A tensor has another type or size than the program was exported for.</exception>
        /// <exception cref="ScriptRuntimeException">The program failed.</exception>
        public new TResult run(params torch.Tensor[] inputs) =>
            forwardMethod.Invoke<TResult>((inputs ?? throw new ArgumentNullException(nameof(inputs))).Cast<object?>().ToArray());

        /// <inheritdoc cref="run"/>
        public new TResult forward(params torch.Tensor[] inputs) => run(inputs);

        /// <summary>Runs the program.</summary>
        /// <param name="input">Its arguments, as for <see cref="torch.jit.ScriptModule.forward(object[])"/>.</param>
        /// <exception cref="TorchTypeException">An argument does not fit the program's signature.</exception>
        /// <exception cref="TorchValueException">A tensor has another type or size than the program was exported for.</exception>
        /// <exception cref="ScriptRuntimeException">The program failed.</exception>
        public new TResult forward(params object?[] input) => forwardMethod.Invoke<TResult>(input);

        /// <summary>Runs the program with hooks.</summary>
        /// <inheritdoc cref="forward(object[])"/>
        public new TResult call(params torch.Tensor[] inputs) =>
            call((inputs ?? throw new ArgumentNullException(nameof(inputs))).Cast<object?>().ToArray());

        /// <summary>Runs the program with hooks.</summary>
        /// <inheritdoc cref="forward(object[])"/>
        public new TResult call(params object?[] input) => HasHooks
            ? Hooks.Call(forwardMethod.Normalize(input), forwardMethod.InvokeNormalized<TResult>)
            : forwardMethod.Invoke<TResult>(input);
    }
}
