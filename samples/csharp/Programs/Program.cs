using System;
using System.Globalization;
using System.Linq;
using System.Reflection;

/// <summary>Runs one program by the name of its class, such as Digits or Transfer backbone.pt.</summary>
static class Program
{
    static int Main(string[] arguments)
    {
        Type? program = arguments.Length > 0 ? Assembly.GetExecutingAssembly().GetType("Programs." + arguments[0]) : null;
        MethodInfo? run = program?.GetMethod("Run");
        if (run == null || run.GetParameters().Length != arguments.Length - 1)
        {
            Console.Error.WriteLine("usage: Programs NAME [ARGUMENT], such as Programs Digits or Programs Transfer backbone.pt");
            return 2;
        }
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments.Skip(1).ToArray<object>(), null);
        return 0;
    }
}
