using System;
using System.Collections.Generic;

namespace TorchSharpPy.Bench
{
    /// <summary>What calls take in C#, measured for bench/run.py.</summary>
    internal static class Program
    {
        private const string Usage =
            "TorchSharpPy.Bench serve MODEL COMPUTE_MODEL SIGNATURES_MODEL TRAINED_MODEL   answers run.py\n" +
            "TorchSharpPy.Bench serve-operators            the same for operators\n" +
            "TorchSharpPy.Bench serve-layers MODEL          the same for layers made in C#, and scripted\n" +
            "TorchSharpPy.Bench serve-programs FOLDER      the same for exported programs\n" +
            "TorchSharpPy.Bench serve-members MODEL        the same for the lists of a module's parameters\n" +
            "TorchSharpPy.Bench serve-loads MODEL LARGE_MODEL   the same for loads of a large model\n" +
            "TorchSharpPy.Bench serve-first-calls MODEL     the same for first calls, with or without a warm-up\n" +
            "TorchSharpPy.Bench serve-pythonnet MODEL       the same for torch.jit called through pythonnet\n" +
            "TorchSharpPy.Bench start MODEL                 runs forward once, prints \"done\", exits\n" +
            "TorchSharpPy.Bench hosted-start MODEL          the same after starting Python";

        private static int Main(string[] arguments)
        {
            string mode = arguments.Length == 0 ? string.Empty : arguments[0];
            if (mode == "serve" && arguments.Length == 5)
            {
                var cases = new Dictionary<string, Func<long, double>>();
                new TypedCalls(arguments[1]).AddTo(cases);
                new ThreadedCalls(arguments[2]).AddTo(cases);
                new SignatureCalls(arguments[3]).AddTo(cases);
                new TrainingSteps(arguments[4]).AddTo(cases);
                OptimizerSteps.AddTo(cases);
                cases["settle"] = Nursery.Settle;
                return Worker.Serve(cases);
            }
            if (mode == "serve-operators" && arguments.Length == 1)
            {
                var cases = new Dictionary<string, Func<long, double>>();
                new OperatorCalls().AddTo(cases);
                new Copies().AddTo(cases);
                return Worker.Serve(cases);
            }
            if (mode == "serve-layers" && arguments.Length == 2)
            {
                var cases = new Dictionary<string, Func<long, double>>();
                new LayerCalls(arguments[1]).AddTo(cases);
                return Worker.Serve(cases);
            }
            if (mode == "serve-programs" && arguments.Length == 2)
            {
                var cases = new Dictionary<string, Func<long, double>>();
                new ProgramCalls(arguments[1]).AddTo(cases);
                return Worker.Serve(cases);
            }
            if (mode == "serve-members" && arguments.Length == 2)
            {
                var cases = new Dictionary<string, Func<long, double>>();
                new MemberLists(arguments[1]).AddTo(cases);
                return Worker.Serve(cases);
            }
            if (mode == "serve-loads" && arguments.Length == 3)
            {
                var cases = new Dictionary<string, Func<long, double>>();
                new Loads(arguments[1], arguments[2]).AddTo(cases);
                return Worker.Serve(cases);
            }
            if (mode == "serve-first-calls" && arguments.Length == 2)
            {
                var cases = new Dictionary<string, Func<long, double>>();
                new FirstCalls(arguments[1]).AddTo(cases);
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
