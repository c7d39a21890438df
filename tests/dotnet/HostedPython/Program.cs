using System;
using System.Collections.Generic;
using System.IO;

namespace HostedPython
{
    /// <summary>A C# program that hosts CPython; pytest runs it once for each scenario.</summary>
    internal static class Program
    {
        private static readonly Dictionary<string, Action> Scenarios = new Dictionary<string, Action>
        {
            ["environment"] = Environments.PrintsItsPrefix,
            ["not-found"] = Environments.SaysWhatItTried,
            ["starts-twice"] = Environments.StartsTwice,
            ["exit-handlers"] = Environments.RunsExitHandlers,
            ["lock-is-free"] = Environments.LeavesTheLockFree,
            ["before-start"] = Environments.SaysThatPythonIsNotRunning,
            ["joins"] = Environments.JoinsPythonThatTheProgramStarted,
            ["converts-unstarted"] = Environments.ConvertsWhereTheProgramStartedPython,
            ["tensors"] = Crossing.TensorsAreShared,
            ["modules"] = Crossing.ModulesAreShared,
            ["codecs"] = Crossing.CodecsConvert,
            ["wrong-types"] = Crossing.WrongTypesAreRefused,
            ["bridge-page"] = BridgePage.Runs,
            ["python-errors"] = ErrorsAcross.PythonToCSharp,
            ["csharp-errors"] = ErrorsAcross.CSharpToPython,
            ["threads"] = Threading.CallsWithoutTheLock,
            ["first-conversions"] = Threading.FirstConversionsAtTheSameTime,
            ["training-after-python"] = Environments.TrainsAfterPythonEnded,
            ["scopes-after-python"] = Environments.LeavesScopesAfterPythonEnded,
            ["finalizers"] = Threading.ForgottenTensorsDoNotBlockTheExit,
            ["releases"] = Releasing.ByAWorker,
            ["releases-parallel"] = Releasing.InAParallelLoop,
            ["backward-with-lock"] = Releasing.BackwardInsideTheLock,
            ["stress"] = Stress.EveryPair,
            ["script-path"] = Scripting.ByPath,
            ["script-source"] = Scripting.FromSource,
            ["script-objects"] = Scripting.FromPythonObjects,
            ["script-arguments"] = Scripting.ConvertsArguments,
            ["script-nesting"] = Scripting.ConvertsDeepArguments,
            ["script-threads"] = Scripting.FromManyThreads,
            ["script-errors"] = Scripting.SaysWhatIsWrong,
            ["script-disabled"] = Scripting.IsDisabledByTheEnvironment,
            ["script-without-python"] = Scripting.NeedsPython,
            ["export"] = Exporting.ModulesAndFunctions,
            ["export-errors"] = Exporting.Errors,
            ["trace"] = Tracing.ModulesAndFunctions,
            ["trace-module"] = Tracing.SeveralMethods,
            ["trace-report"] = Tracing.ReportsOfTheCheck,
            ["trace-warnings"] = Tracing.Warnings,
            ["trace-and-script"] = Tracing.Mixed,
            ["torch-nn"] = TorchNn.EveryClass,
            ["script-leaks"] = TorchNn.LeavesNothingBehind,
        };

        internal static string Fixture(string name) =>
            Path.Combine(Environment.GetEnvironmentVariable("TORCHSHARP_PY_FIXTURES")!, name);

        internal static void Check(bool condition, string what)
        {
            if (!condition)
            {
                throw new InvalidOperationException("failed: " + what);
            }
        }

        private static int Main(string[] arguments)
        {
            if (arguments.Length == 1 && arguments[0] == "--list")
            {
                Console.WriteLine(string.Join("\n", Scenarios.Keys));
                return 0;
            }
            Scenarios[arguments[0]]();
            Console.WriteLine("passed");
            return 0;
        }
    }
}
