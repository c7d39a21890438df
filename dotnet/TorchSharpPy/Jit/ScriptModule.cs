using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Jit;
using ModuleHandle = TorchSharpPy.Jit.ModuleHandle;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class jit
        {
            /// <summary>A TorchScript module, with calls that are typed at run time.</summary>
            /// <remarks>
            /// <para>The typed forms, such as <c>ScriptModule&lt;T1, TResult&gt;</c>, are views: each
            /// owns a share of the module, is disposed separately, and sees the same weights and mode.</para>
            /// <para>Calls may be made from several threads at once. A call that is running when the module is
            /// disposed ends normally; later ones throw <see cref="ObjectDisposedException"/>.</para>
            /// <para>The last argument of an untyped call may give arguments by name: <c>m.forward(x, new { alpha = 2 })</c>, or
            /// <see cref="KeywordArguments"/>.</para>
            /// <para>For <c>params</c> arguments: a Tensor[] for a method that takes one list is that list, and a
            /// single value tuple for a method whose first parameter is not a tuple is split into its arguments.</para>
            /// </remarks>
            public partial class ScriptModule : nn.Module
            {
                private const string Forward = "forward";

                // No method can have these names.
                private protected const string ForwardWithHooks = "<forward with hooks>";
                private const string Constructor = "<new>";

                private readonly ModuleHandle handle;
                private readonly CallableCache callables;

                /// <summary>Takes ownership of a module.</summary>
                internal ScriptModule(ModuleHandle handle)
                    : base(handle.TypeName)
                {
                    this.handle = handle;
                    callables = new CallableCache(Resolve, nameof(ScriptModule));
                }

                /// <summary>Whether the module is in training mode.</summary>
                public override bool training => handle.IsTraining;

                /// <summary>The names of the methods: forward, and those exported.</summary>
                public IReadOnlyList<string> Methods => handle.Methods;

                /// <summary>The signatures of all methods.</summary>
                public IReadOnlyList<FunctionSchema> Schemas =>
                    Array.AsReadOnly(Methods.Select(name => Method(name).Schema).ToArray());

                // As in TorchSharp, results are not annotated as nullable: every cast of one would warn.
#nullable disable annotations

                /// <summary>Runs forward, without hooks.</summary>
                /// <param name="input">
                /// The arguments. Missing ones take their defaults. An object of an anonymous type at the end, or
                /// <see cref="KeywordArguments"/>, gives arguments by name: <c>forward(x, new { alpha = 2 })</c>.
                /// </param>
                /// <returns>Tensor, long, double, bool, string, null, or value tuples and arrays of them, as the schema says.</returns>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The module failed. The error has the TorchScript traceback.</exception>
                public object forward(params object[] input) => Method(Forward).Invoke(input);

                /// <summary>Runs forward with hooks: the registered ones and those scripted with the module.</summary>
                /// <param name="input">
                /// The arguments. Missing ones take their defaults. An object of an anonymous type at the end, or
                /// <see cref="KeywordArguments"/>, gives arguments by name: <c>forward(x, new { alpha = 2 })</c>.
                /// </param>
                /// <returns>The result, in the form that <see cref="forward(object[])"/> returns.</returns>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The module failed. The error has the TorchScript traceback.</exception>
                public object call(params object[] input)
                {
                    Callable method = MethodWithHooks();
                    return HasHooks ? Hooks.Call(method.Normalize(input), method.InvokeNormalized) : method.Invoke(input);
                }

                /// <summary>Runs a method.</summary>
                /// <param name="name">Its name.</param>
                /// <param name="input">
                /// The arguments. Missing ones take their defaults. An object of an anonymous type at the end, or
                /// <see cref="KeywordArguments"/>, gives arguments by name: <c>invoke("f", x, new { alpha = 2 })</c>.
                /// </param>
                /// <returns>The result, in the form that <see cref="forward(object[])"/> returns.</returns>
                /// <exception cref="UnknownMethodException">The module does not have the method. The message lists its methods.</exception>
                /// <exception cref="TorchTypeException">An argument does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The method failed. The error has the TorchScript traceback.</exception>
                public object invoke(string name, params object[] input) => Method(name).Invoke(input);

#nullable restore annotations

                /// <summary>Runs a method whose result type is known.</summary>
                /// <typeparam name="TResult">The C# type of the result.</typeparam>
                /// <param name="name">Its name.</param>
                /// <param name="input">
                /// The arguments. Missing ones take their defaults. An object of an anonymous type at the end, or
                /// <see cref="KeywordArguments"/>, gives arguments by name: <c>invoke("f", x, new { alpha = 2 })</c>.
                /// </param>
                /// <exception cref="UnknownMethodException">The module does not have the method. The message lists its methods.</exception>
                /// <exception cref="TorchTypeException">An argument or the result type does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The method failed. The error has the TorchScript traceback.</exception>
                public TResult invoke<TResult>(string name, params object?[] input) => Method(name).Invoke<TResult>(input);

                /// <summary>Runs a method whose arguments have one type.</summary>
                /// <typeparam name="T">The C# type of the arguments.</typeparam>
                /// <typeparam name="TResult">The C# type of the result.</typeparam>
                /// <param name="name">Its name.</param>
                /// <param name="inputs">The arguments. Missing arguments at the end take their defaults.</param>
                /// <exception cref="UnknownMethodException">The module does not have the method. The message lists its methods.</exception>
                /// <exception cref="TorchTypeException">An argument or the result type does not fit the schema.</exception>
                /// <exception cref="ScriptRuntimeException">The method failed. The error has the TorchScript traceback.</exception>
                public TResult invoke<T, TResult>(string name, params T[] inputs) =>
                    Method(name).InvokeAll<T, TResult>(inputs);

                /// <summary>The signature of a method.</summary>
                /// <exception cref="UnknownMethodException">The module does not have the method. The message lists its methods.</exception>
                public FunctionSchema Schema(string name) => Method(name).Schema;

                /// <summary>Creates an instance of a TorchScript class that the module uses.</summary>
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

                /// <inheritdoc/>
                public override void train(bool on = true) => handle.IsTraining = on;

                /// <summary>The native module, for leases.</summary>
                internal ModuleHandle NativeModule => handle;

                /// <summary>A method, ready to be called.</summary>
                internal Callable Method(string name) => callables[name];

                /// <summary>Forward with hooks, ready to be called.</summary>
                internal Callable MethodWithHooks() => Method(ForwardWithHooks);

                private Callable Resolve(string name)
                {
                    if (name.StartsWith(Constructor, StringComparison.Ordinal))
                    {
                        return handle.Class(name.Substring(Constructor.Length));
                    }
                    return name == ForwardWithHooks ? handle.Method(Forward, withHooks: true) : handle.Method(name);
                }

                /// <summary>Makes a part of a view. A view that is refused releases everything at once.</summary>
                private protected T OrDispose<T>(Func<T> make)
                {
                    try
                    {
                        return make();
                    }
                    catch
                    {
                        Dispose();
                        throw;
                    }
                }

                /// <inheritdoc/>
                protected override void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        handle.Dispose();
                        callables.Dispose();
                        ownObject?.Dispose();
                    }
                    base.Dispose(disposing);
                }
            }
        }
    }
}
