using System;
using System.Linq;
using TorchSharpPy.Export;
using ModuleHandle = TorchSharpPy.Jit.ModuleHandle;

namespace TorchSharpPy
{
    /// <summary>A program of torch.export, called as a module: its only method is forward.</summary>
    /// <remarks>
    /// With tensors alone, forward, call and run return the tensors of the result, as TorchSharp does. With other arguments, forward
    /// and call return the result in its structure, as those of every <see cref="torch.jit.ScriptModule"/>.
    /// </remarks>
    public class ExportedProgram : torch.jit.ScriptModule
    {
        internal ExportedProgram(ModuleHandle handle)
            : base(handle)
        {
        }

        /// <summary>Runs the program.</summary>
        /// <param name="inputs">Its arguments, all of them tensors.</param>
        /// <returns>The tensors of the result, from containers too, in order.</returns>
        /// <exception cref="TorchTypeException">An argument does not fit the program's signature.</exception>
        /// <exception cref="TorchValueException">A tensor has another type or size than the program was exported for.</exception>
        /// <exception cref="InvalidOperationException">The result holds something else than tensors.</exception>
        /// <exception cref="ScriptRuntimeException">The program failed.</exception>
        public torch.Tensor[] run(params torch.Tensor[] inputs) => ResultTensors.Of(base.forward(Values(inputs)));

        /// <inheritdoc cref="run"/>
        public torch.Tensor[] forward(params torch.Tensor[] inputs) => run(inputs);

        /// <summary>Runs the program with hooks.</summary>
        /// <inheritdoc cref="run"/>
        public torch.Tensor[] call(params torch.Tensor[] inputs) => ResultTensors.Of(base.call(Values(inputs)));

        private static object[] Values(torch.Tensor[] inputs) =>
            (inputs ?? throw new ArgumentNullException(nameof(inputs))).Cast<object>().ToArray();
    }
}
