using System;
using System.Collections.Concurrent;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>TorchScript functions that return their argument, one for each type.</summary>
    internal static class Identity
    {
        private static readonly ConcurrentDictionary<string, jit.CompilationUnit> Units =
            new ConcurrentDictionary<string, jit.CompilationUnit>();

        /// <summary>Sends a value to TorchScript as a type and returns what comes back.</summary>
        internal static T Typed<T>(string type, T value) => Function<T, T>(type).call(value);

        /// <summary>Sends a value as an argument of one type and returns it as another.</summary>
        internal static TResult Typed<T, TResult>(string type, T value) => Function<T, TResult>(type).call(value);

        /// <summary>The same with the value's run-time type.</summary>
        internal static object? Untyped(string type, object? value) => Unit(type).invoke("f", new object?[] { value });

        /// <summary>The function of a type.</summary>
        internal static jit.ScriptMethod<T, TResult> Function<T, TResult>(string type) => Unit(type).Function<T, TResult>("f");

        /// <summary>The error message for a view that must be refused.</summary>
        internal static string Refusal<T, TResult>(string type) =>
            Check.Throws<TorchTypeException>(() => Function<T, TResult>(type)).Message;

        private static jit.CompilationUnit Unit(string type) =>
            Units.GetOrAdd(type, key => jit.compile($"def f(x: {key}) -> {key}:\n    return x\n"));
    }
}
