using System;
using TorchSharpPy.Bridge;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class export
        {
            /// <summary>Exports Python code with torch.export, and loads the program.</summary>
            /// <remarks>
            /// <para>Starts Python if it is not running, as <see cref="PythonHost.Start"/> does.</para>
            /// <para>The element types and sizes of the example inputs become those of the program; <see cref="ExportOptions"/> says
            /// which sizes vary. In C#, a method cannot have the name of its class, so this is not <c>export.export</c>.</para>
            /// </remarks>
            /// <param name="target">
            /// A Python module or function, or a path to one. For a class that needs constructor arguments use
            /// <see cref="jit.Build"/>.
            /// </param>
            /// <param name="inputs">
            /// The example inputs: tensors, numbers and text, and arrays, tuples and dictionaries of them. An object of an anonymous type
            /// at the end, or <see cref="KeywordArguments"/>, gives inputs by name.
            /// </param>
            /// <exception cref="PythonNotFoundException">There is no Python that can be embedded.</exception>
            /// <exception cref="TorchValueException">Nothing has that name.</exception>
            /// <exception cref="TorchTypeException">It cannot be exported.</exception>
            /// <exception cref="ScriptCompileException">torch.export cannot express the code.</exception>
            /// <exception cref="Python.Runtime.PythonException">The code raised an exception of Python.</exception>
            public static ExportedProgram Export(PythonTarget target, params object?[] inputs) =>
                Export(target, new ExportOptions(), inputs);

            /// <summary>Exports Python code with torch.export, and loads the program.</summary>
            /// <remarks>As <see cref="Export(PythonTarget, object[])"/>.</remarks>
            /// <param name="target">A Python module or function, or a path to one.</param>
            /// <param name="options">Which sizes vary, and how the code is read.</param>
            /// <param name="inputs">The example inputs.</param>
            /// <exception cref="TorchValueException">A place or dimension of the options does not exist.</exception>
            /// <exception cref="ScriptCompileException">torch.export cannot express the code, or a size cannot vary.</exception>
            public static ExportedProgram Export(PythonTarget target, ExportOptions options, params object?[] inputs) => jit.View(
                Frontend.Export(target.Value, inputs, options ?? throw new ArgumentNullException(nameof(options))),
                handle => new ExportedProgram(handle));

            /// <summary>Makes a program of a TorchScript module by torch's converter, as far as it can, and loads it.</summary>
            /// <remarks>
            /// As <see cref="Export(PythonTarget, object[])"/>, but the sizes vary wherever the converter finds it possible. It gives
            /// the parameters other names, and makes a list of a tuple that forward returns.
            /// </remarks>
            /// <param name="module">The TorchScript module. It stays as it is.</param>
            /// <param name="inputs">The example inputs by position.</param>
            /// <exception cref="PythonNotFoundException">There is no Python that can be embedded.</exception>
            /// <exception cref="TorchTypeException">An input is given by name, or the module is a program already.</exception>
            /// <exception cref="ScriptCompileException">The converter cannot translate it.</exception>
            public static ExportedProgram Export(jit.ScriptModule module, params object?[] inputs) => jit.View(
                Frontend.Export(module ?? throw new ArgumentNullException(nameof(module)), inputs, new ExportOptions()),
                handle => new ExportedProgram(handle));
        }
    }
}
