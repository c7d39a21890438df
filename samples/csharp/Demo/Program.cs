using System;

namespace Demo
{
    /// <summary>The C# parts of `make demo`: alone, and with Python in the same process.</summary>
    internal static class Program
    {
        private static int Main(string[] arguments)
        {
            if (arguments.Length != 3 || (arguments[0] != "csharp" && arguments[0] != "both"))
            {
                Console.Error.WriteLine("usage: Demo csharp|both MODEL SOURCE");
                return 2;
            }
            var report = new Report();
            if (arguments[0] == "csharp")
            {
                CSharpDemo.Run(arguments[1], arguments[2], report);
            }
            else
            {
                BothDemo.Run(arguments[1], arguments[2], report);
            }
            return 0;
        }
    }
}
