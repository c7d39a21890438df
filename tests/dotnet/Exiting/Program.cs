using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Python.Runtime;
using TorchSharpPy;
using TorchSharpPy.Bridge;

namespace Exiting
{
    /// <summary>Ends in a given way while work of given kinds runs: <c>Exiting WAY WORK...</c>.</summary>
    internal static class Program
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

        private static readonly Dictionary<string, Func<int>> Ways = new Dictionary<string, Func<int>>
        {
            ["return"] = () => 5,
            ["exit"] = () => Exit(3),
            ["exit-thread"] = () => ExitOnThread(4),
            ["throw"] = () => throw new InvalidOperationException("deliberate"),
            ["signal"] = Sleep,
            ["python-shutdown"] = ShutDownPython,
        };

        private static int Main(string[] arguments)
        {
            string[] works = arguments.Skip(1).ToArray();
            torch.set_num_interop_threads(8); // endless tasks leave some to the others
            if (works.Contains("python"))
            {
                PythonHost.Start();
                PythonWork.Prepare();
            }
            Work.Prepare(works.Where(name => name != "python").ToArray())();
            Thread.Sleep(50); // all of it is under way
            Console.WriteLine("leaving");
            Console.Out.Flush();
            return Ways[arguments[0]]();
        }

        private static int Exit(int status)
        {
            Environment.Exit(status);
            return -1;
        }

        private static int ExitOnThread(int status)
        {
            new Thread(() => Exit(status)).Start();
            return Sleep();
        }

        private static int Sleep()
        {
            Thread.Sleep(Patience);
            return -1;
        }

        private static int ShutDownPython()
        {
            PythonEngine.Shutdown();
            return 6;
        }
    }
}
