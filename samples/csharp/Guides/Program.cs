using System;
using System.Reflection;

/// <summary>Runs one guide by the name of its class, such as Files or State.</summary>
static class Program
{
    static int Main(string[] arguments)
    {
        Type? guide = arguments.Length == 1 ? Assembly.GetExecutingAssembly().GetType("Guides." + arguments[0]) : null;
        if (guide == null)
        {
            Console.Error.WriteLine("usage: Guides NAME, such as Guides Files");
            return 2;
        }
        var run = (Action)guide.GetMethod("Run")!.CreateDelegate(typeof(Action));
        run();
        return 0;
    }
}
