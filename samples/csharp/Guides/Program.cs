using System;
using System.Reflection;

/// <summary>Runs the guide whose class is named: Program Files, Program State, ...</summary>
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
