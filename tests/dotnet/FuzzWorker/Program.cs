using System;
using System.Collections.Generic;
using System.Text;

namespace FuzzWorker
{
    /// <summary>The worker of tests/fuzz in C#: tries the files that the standard input names.</summary>
    internal static class Program
    {
        private static int Main(string[] arguments)
        {
            if (arguments.Length == 2 && arguments[0] == "--write-states")
            {
                OptimizerActions.WriteStates(arguments[1]);
                return 0;
            }
            var session = new Session(Plants(arguments));
            session.Ready();
            for (string? path = Console.ReadLine(); path != null; path = Console.ReadLine())
            {
                Actions.TryEverything(session, path);
                session.End();
            }
            return 0;
        }

        /// <summary>Reads "--plant WHAT=TEXT".</summary>
        private static List<(string what, byte[] text)> Plants(string[] arguments)
        {
            var plants = new List<(string, byte[])>();
            for (int i = 0; i + 1 < arguments.Length; i += 2)
            {
                string[] parts = arguments[i + 1].Split('=', 2);
                plants.Add((parts[0], Encoding.UTF8.GetBytes(parts[1])));
            }
            return plants;
        }
    }
}
