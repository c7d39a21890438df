using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace TorchSharpPy.Tests
{
    /// <summary>Marks a public method without parameters as a test.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class TestAttribute : Attribute
    {
    }

    /// <summary>The exception of a failed check.</summary>
    public sealed class CheckException : Exception
    {
        public CheckException(string message)
            : base(message)
        {
        }
    }

    /// <summary>Checks, whose errors name the expected and the actual value.</summary>
    public static class Check
    {
        public static void True(bool condition, string what)
        {
            if (!condition)
            {
                throw new CheckException("expected: " + what);
            }
        }

        public static void Equal<T>(T expected, T actual)
        {
            bool same = expected is IEnumerable left && actual is IEnumerable right && !(expected is string)
                ? left.Cast<object?>().SequenceEqual(right.Cast<object?>())
                : EqualityComparer<T>.Default.Equals(expected, actual);
            True(same, $"{Show(expected)}, not {Show(actual)}");
        }

        public static void Contains(string part, string whole) => True(whole.Contains(part), $"'{part}' in: {whole}");

        public static T Is<T>(object? value) =>
            value is T typed ? typed : throw new CheckException($"expected: a {typeof(T)}, not {Show(value)}");

        /// <summary>Runs an action that must throw exactly this type of exception.</summary>
        /// <returns>The exception.</returns>
        public static TException Throws<TException>(Action action)
            where TException : Exception
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                True(error.GetType() == typeof(TException), $"{typeof(TException).Name}, not {error}");
                return (TException)error;
            }
            throw new CheckException($"expected: {typeof(TException).Name}, but nothing was thrown");
        }

        private static string Show(object? value) => value switch
        {
            null => "null",
            string text => text,
            IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Show)) + "]",
            _ => value.ToString() ?? string.Empty,
        };
    }

    /// <summary>The files that tests/models/write_fixtures.py wrote.</summary>
    public static class Fixtures
    {
        public const string Variable = "TORCHSHARP_PY_FIXTURES";

        public static string Sample => File("sample.pt");

        public static string Values => File("values.pt");

        public static string Typed => File("typed.pt");

        public static string Objects => File("objects.pt");

        public static string File(string name) => Path.Combine(
            Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException(Variable + " is not set"), name);
    }
}
