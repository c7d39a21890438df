using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using TorchSharpPy.Jit;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>Functions and types compiled from TorchScript source.</summary>
            /// <remarks>Calls may be made from several threads at once, and while the unit is disposed.</remarks>
            public sealed partial class CompilationUnit : IDisposable
            {
                // A function name cannot start like this.
                private const string Constructor = "<new>";

                private readonly UnitHandle handle;
                private readonly CallableCache callables;

                internal CompilationUnit(UnitHandle handle)
                {
                    this.handle = handle;
                    callables = new CallableCache(Resolve, nameof(CompilationUnit));
                }

                /// <summary>The names of the functions.</summary>
                public IReadOnlyList<string> Functions => handle.Functions;

                /// <summary>The signatures of all functions.</summary>
                public IReadOnlyList<FunctionSchema> Schemas =>
                    Array.AsReadOnly(Functions.Select(name => Function(name).Schema).ToArray());

                // As in TorchSharp, results are not annotated as nullable: every cast of one would warn.
#nullable disable annotations

                /// <summary>Runs a function.</summary>
                /// <param name="name">Its name.</param>
                /// <param name="input">
                /// The arguments. Missing ones take their defaults. An object of an anonymous type at the end, or
                /// <see cref="KeywordArguments"/>, gives arguments by name: <c>invoke("f", x, new { alpha = 2 })</c>.
                /// </param>
                /// <returns>Tensor, long, double, bool, string, null, or value tuples and arrays of them, as the schema says.</returns>
                /// <exception cref="UnknownMethodException">No function has that name. The message lists the functions.</exception>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The function failed. The error has the TorchScript traceback.</exception>
                public object invoke(string name, params object[] input) => Function(name).Invoke(input);

                /// <summary>Runs a function on the thread pool.</summary>
                /// <param name="name">Its name.</param>
                /// <param name="input">The arguments, as for <see cref="ScriptModule.ForwardAsync(object[])"/>.</param>
                /// <returns>A task with the result. Every error is the task's, also one about the name or the arguments.</returns>
                public Task<object> InvokeAsync(string name, params object[] input) =>
                    AsyncInvocation.Untyped(Function, name, input);

#nullable restore annotations

                /// <summary>Runs a function whose result type is known.</summary>
                /// <typeparam name="TResult">The C# type of the result.</typeparam>
                /// <param name="name">Its name.</param>
                /// <param name="input">
                /// The arguments. Missing ones take their defaults. An object of an anonymous type at the end, or
                /// <see cref="KeywordArguments"/>, gives arguments by name: <c>invoke("f", x, new { alpha = 2 })</c>.
                /// </param>
                /// <exception cref="UnknownMethodException">No function has that name. The message lists the functions.</exception>
                /// <exception cref="TorchTypeException">An argument or the result type does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The function failed. The error has the TorchScript traceback.</exception>
                public TResult invoke<TResult>(string name, params object?[] input) => Function(name).Invoke<TResult>(input);

                /// <summary>Runs a function whose result type is known on the thread pool.</summary>
                /// <typeparam name="TResult">The C# type of the result.</typeparam>
                /// <param name="name">Its name.</param>
                /// <param name="input">The arguments, as for <see cref="ScriptModule.ForwardAsync(object[])"/>.</param>
                /// <returns>A task with the result. Every error is the task's, also one about the name or the arguments.</returns>
                public Task<TResult> InvokeAsync<TResult>(string name, params object?[] input) =>
                    AsyncInvocation.Typed<TResult>(Function, name, input);

                /// <summary>Runs a function whose arguments have one type.</summary>
                /// <typeparam name="T">The C# type of the arguments.</typeparam>
                /// <typeparam name="TResult">The C# type of the result.</typeparam>
                /// <param name="name">Its name.</param>
                /// <param name="inputs">The arguments. Missing arguments at the end take their defaults.</param>
                /// <exception cref="UnknownMethodException">No function has that name. The message lists the functions.</exception>
                /// <exception cref="TorchTypeException">An argument or the result type does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The function failed. The error has the TorchScript traceback.</exception>
                public TResult invoke<T, TResult>(string name, params T[] inputs) =>
                    Function(name).InvokeAll<T, TResult>(inputs);

                /// <summary>The signature of a function.</summary>
                /// <exception cref="UnknownMethodException">No function has that name. The message lists the functions.</exception>
                public FunctionSchema Schema(string name) => Function(name).Schema;

                /// <summary>Creates an instance of a TorchScript class of the unit.</summary>
                /// <param name="name">Its qualified name ("__torch__.models.Point") or the last part of it.</param>
                /// <param name="input">The arguments of its <c>__init__</c>, as for <see cref="invoke(string, object[])"/>.</param>
                /// <exception cref="UnknownMethodException">No class has that name. The message lists the classes.</exception>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException"><c>__init__</c> failed. The error has the TorchScript traceback.</exception>
                public ScriptObject Create(string name, params object?[] input) =>
                    callables[Constructor + (name ?? throw new ArgumentNullException(nameof(name)))].Invoke<ScriptObject>(input);

                /// <summary>The signature of a class's <c>__init__</c>, with the class as the result.</summary>
                /// <param name="name">Its qualified name, or the last part of it.</param>
                /// <exception cref="UnknownMethodException">No class has that name. The message lists the classes.</exception>
                public FunctionSchema ClassSchema(string name) =>
                    callables[Constructor + (name ?? throw new ArgumentNullException(nameof(name)))].Schema;

                /// <summary>Releases the unit. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
                public void Dispose()
                {
                    handle.Dispose();
                    callables.Dispose();
                }

                /// <summary>A function, ready to be called.</summary>
                internal Callable Function(string name) => callables[name];

                private Callable Resolve(string name) => name.StartsWith(Constructor, StringComparison.Ordinal)
                    ? handle.Class(name.Substring(Constructor.Length))
                    : handle.Function(name);
            }
        }
    }
}
