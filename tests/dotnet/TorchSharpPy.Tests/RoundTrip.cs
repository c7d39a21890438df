using System;
using System.Reflection;
using TorchSharpPy.Convert;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Reads values from a module and passes them back; tests/python/test_properties.py compares them.</summary>
    /// <remarks>The module has the methods of tests/models/round_trip_module.py.</remarks>
    public static class RoundTrip
    {
        /// <summary>Reads a value as an object, passes it through a function, and sends the result.</summary>
        public static void Untyped(jit.ScriptModule module, int index)
        {
            object? value = module.invoke($"get{index}");
            object? result = module.invoke($"f{index}", value);
            module.invoke($"send{index}", result);
        }

        /// <summary>The same through typed views, with the C# type that the schema suggests.</summary>
        public static void Typed(jit.ScriptModule module, int index) =>
            Close(nameof(TypedAs), TypeOf(module, index), module, index);

        /// <summary>Passes the value of one type to the function of another, which must refuse it.</summary>
        /// <returns>The error message.</returns>
        public static string Refused(jit.ScriptModule module, int from, int to)
        {
            object? value = module.invoke($"get{from}");
            return Check.Throws<TorchTypeException>(() => module.invoke($"g{to}", value, 0)).Message;
        }

        /// <summary>Creates a view of a function whose parameter has another type, which must be refused.</summary>
        /// <returns>The error message.</returns>
        public static string RefusedView(jit.ScriptModule module, int from, int to) =>
            (string)Close(nameof(RefusedViewAs), TypeOf(module, from), module, to)!;

        private static void TypedAs<T>(jit.ScriptModule module, int index)
        {
            T value = module.Method<T>($"get{index}").call();
            T result = module.Method<T, T>($"f{index}").call(value);
            module.Method<T, object?>($"send{index}").call(result);
        }

        private static string RefusedViewAs<T>(jit.ScriptModule module, int index) =>
            Check.Throws<TorchTypeException>(() => module.Method<T, object?>($"f{index}")).Message;

        private static Type TypeOf(jit.ScriptModule module, int index) =>
            RuntimeShapes.TypeFor(module.Method<object?>($"get{index}").Schema.Returns);

        private static object? Close(string method, Type type, params object[] arguments)
        {
            MethodInfo open = typeof(RoundTrip).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!;
            try
            {
                return open.MakeGenericMethod(type).Invoke(null, arguments);
            }
            catch (TargetInvocationException error)
            {
                throw error.InnerException!;
            }
        }
    }
}
