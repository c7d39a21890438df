using System;
using System.Collections.Generic;
using TorchSharpPy.Interop;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>Functions compiled from TorchScript source.</summary>
            /// <remarks>Calls may be made from several threads at once, and while the unit is disposed.</remarks>
            public sealed partial class CompilationUnit : IDisposable
            {
                private readonly UnitHandle handle;
                private readonly CallableCache callables;

                internal CompilationUnit(UnitHandle handle)
                {
                    this.handle = handle;
                    callables = new CallableCache(handle.Function, nameof(CompilationUnit));
                }

                /// <summary>The names of the functions.</summary>
                public IReadOnlyList<string> functions => handle.Functions;

                // As in TorchSharp, whether a result may be null is not said: else every cast of one would warn.
#nullable disable annotations

                /// <summary>Runs a function.</summary>
                /// <param name="name">Its name.</param>
                /// <param name="input">The arguments; missing trailing ones take their defaults.</param>
                /// <returns>Tensor, long, double, bool, string, null, or value tuples and arrays of them, as the schema says.</returns>
                /// <exception cref="UnknownMethodException">There is no such function; the message lists those there are.</exception>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The function failed; with its TorchScript traceback.</exception>
                public object invoke(string name, params object[] input) => Function(name).Invoke(input);

#nullable restore annotations

                /// <summary>Runs a function whose result type is known.</summary>
                /// <typeparam name="TResult">The C# type of the result.</typeparam>
                /// <param name="name">Its name.</param>
                /// <param name="input">The arguments; missing trailing ones take their defaults.</param>
                /// <exception cref="UnknownMethodException">There is no such function; the message lists those there are.</exception>
                /// <exception cref="TorchTypeException">An argument or the result type does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The function failed; with its TorchScript traceback.</exception>
                public TResult invoke<TResult>(string name, params object?[] input) => Function(name).Invoke<TResult>(input);

                /// <summary>Runs a function whose arguments have one type.</summary>
                /// <typeparam name="T">The C# type of the arguments.</typeparam>
                /// <typeparam name="TResult">The C# type of the result.</typeparam>
                /// <param name="name">Its name.</param>
                /// <param name="inputs">The arguments; missing trailing ones take their defaults.</param>
                /// <exception cref="UnknownMethodException">There is no such function; the message lists those there are.</exception>
                /// <exception cref="TorchTypeException">An argument or the result type does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The function failed; with its TorchScript traceback.</exception>
                public TResult invoke<T, TResult>(string name, params T[] inputs) =>
                    Function(name).Invoke<TResult>(ArgumentList.Boxed(inputs));

                /// <summary>The signature of a function.</summary>
                /// <exception cref="UnknownMethodException">There is no such function; the message lists those there are.</exception>
                public FunctionSchema schema(string name) => Function(name).Schema;

                /// <summary>Gives the unit back. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
                public void Dispose()
                {
                    handle.Dispose();
                    callables.Dispose();
                }

                /// <summary>A function, ready to be called.</summary>
                internal Callable Function(string name) => callables[name];
            }
        }
    }
}
