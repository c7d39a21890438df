using System;
using TorchSharpPy.Bridge;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>Makes the Python object that a path or source text names, for <c>script</c> and <c>trace</c>.</summary>
            /// <remarks>Starts Python if it is not running, as <see cref="PythonHost.Start"/> does.</remarks>
            /// <param name="target">A path, such as <c>"torch.nn:Linear"</c>, or Python source.</param>
            /// <param name="input">
            /// Arguments for the constructor. After source, the name of a class or function in it comes first. An object of an anonymous
            /// type at the end, or <see cref="KeywordArguments"/>, gives arguments by name.
            /// </param>
            /// <returns>An instance of a class, a function, or, if arguments follow a function, its result.</returns>
            /// <exception cref="PythonNotFoundException">There is no Python that can be embedded.</exception>
            /// <exception cref="TorchValueException">Nothing has that name.</exception>
            /// <exception cref="ScriptCompileException">The source is not valid Python. The error has the line and the column.</exception>
            /// <exception cref="UnsupportedValueException">An argument cannot be given to Python.</exception>
            /// <exception cref="Python.Runtime.PythonException">The constructor raised an exception of Python.</exception>
            public static PythonObject Build(string target, params object?[] input) =>
                Frontend.Build(target ?? throw new ArgumentNullException(nameof(target)), input);

            /// <summary>Makes a TorchScript module from Python code, including its control flow.</summary>
            /// <remarks>
            /// <para>Starts Python if it is not running, as <see cref="PythonHost.Start"/> does.</para>
            /// <para>A function becomes the forward of a module.</para>
            /// <para><c>script("torch.nn:Linear", 10, 2)</c>; <c>script(source, "Net", 3, new { bias = false })</c>.</para>
            /// </remarks>
            /// <param name="target">A Python module or function, a path to one or to a class, or Python source.</param>
            /// <param name="input">
            /// Arguments for the constructor. After source, the name of a class or function in it comes first. An object of an anonymous
            /// type at the end, or <see cref="KeywordArguments"/>, gives arguments by name.
            /// </param>
            /// <exception cref="PythonNotFoundException">There is no Python that can be embedded.</exception>
            /// <exception cref="InvalidOperationException">The environment says PYTORCH_JIT=0.</exception>
            /// <exception cref="TorchValueException">Nothing has that name.</exception>
            /// <exception cref="TorchTypeException">It cannot be scripted.</exception>
            /// <exception cref="ScriptCompileException">TorchScript cannot express it. The error has the line and the column.</exception>
            /// <exception cref="UnsupportedValueException">An argument cannot be given to Python.</exception>
            /// <exception cref="Python.Runtime.PythonException">The constructor raised an exception of Python.</exception>
            public static ScriptModule script(PythonTarget target, params object?[] input) =>
                View(Frontend.Script(target.Value, input), handle => new ScriptModule(handle));
        }
    }
}
