using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using TorchSharpPy.Tests;

namespace WithoutTorchScript
{
    /// <summary>Runs the tests of the C# test assembly that need no Python.</summary>
    internal static class TestClasses
    {
        /// <param name="prefix">What the names of the classes begin with.</param>
        public static void Run(string prefix)
        {
            var found = new Dictionary<string, string?>();
            IEnumerable<MethodInfo> methods = typeof(TestAttribute).Assembly.GetTypes()
                .Where(type => type.Name.StartsWith(prefix, StringComparison.Ordinal))
                .SelectMany(type => type.GetMethods())
                .Where(method => method.GetCustomAttribute<TestAttribute>() != null);
            foreach (MethodInfo method in methods)
            {
                found[method.DeclaringType!.Name + "." + method.Name] = Failure(method);
            }
            Console.WriteLine(JsonSerializer.Serialize(found));
        }

        private static string? Failure(MethodInfo method)
        {
            try
            {
                method.Invoke(null, null);
                return null;
            }
            catch (TargetInvocationException error)
            {
                return error.InnerException!.ToString();
            }
        }
    }
}
