using System;
using System.Collections.Generic;

namespace TorchSharpPy.Bench
{
    /// <summary>What calls take in C#, measured for bench/run.py.</summary>
    internal static class Program
    {
        private const string Usage =
            "TorchSharpPy.Bench serve MODEL COMPUTE_MODEL SIGNATURES_MODEL   answers run.py\n" +
            "TorchSharpPy.Bench serve-pythonnet MODEL       the same for torch.jit called through pythonnet\n" +
            "TorchSharpPy.Bench start MODEL                 runs forward once, prints \"done\", exits\n" +
            "TorchSharpPy.Bench hosted-start MODEL          the same after starting Python";

        private static int Main(string[] arguments)
        {
            string mode = arguments.Length == 0 ? string.Empty : arguments[0];
            if (mode == "serve" && arguments.Length == 4)
            {
                var cases = new Dictionary<string, Func<long, double>>();
                new TypedCalls(arguments[1]).AddTo(cases);
                new ThreadedCalls(arguments[2]).AddTo(cases);
                new SignatureCalls(arguments[3]).AddTo(cases);
                cases["settle"] = Nursery.Settle;
                return Worker.Serve(cases);
            }
            if (mode == "serve-pythonnet" && arguments.Length == 2)
            {
                var cases = new Dictionary<string, Func<long, double>>();
                new PythonNetCalls(arguments[1]).AddTo(cases);
                return Worker.Serve(cases);
            }
            if (mode == "start" && arguments.Length == 2)
            {
                return Starts.Plain(arguments[1]);
            }
            if (mode == "hosted-start" && arguments.Length == 2)
            {
                return Starts.Hosted(arguments[1]);
            }
            Console.Error.WriteLine(Usage);
            return 2;
        }
    }
}
