using System;
using System.Diagnostics;
using System.Globalization;

namespace TorchSharpPy.Tests
{
    /// <summary>Many random calls leave no handle behind, and no memory.</summary>
    public static class RandomCallTests
    {
        private const int Seed = 20;
        private const long MostGrowth = 64 << 20; // bytes; the collector keeps some

        // How many calls: 100000 for a thorough run.
        private static int Count => int.Parse(
            Environment.GetEnvironmentVariable("TORCHSHARP_PY_RANDOM_CALLS") ?? "5000", CultureInfo.InvariantCulture);

        [Test]
        public static void Random_calls_leave_nothing_behind()
        {
            long grown = 0;
            Leaks.None(() =>
            {
                using var calls = new RandomCalls(Seed);
                calls.Make(Count / 4);
                long before = Resident();
                calls.Make(Count / 4);
                grown = Resident() - before;
                (int returned, int refused) = calls.Counts;
                Check.True(returned > Count / 20 && refused > Count / 20, $"calls of both kinds, not {returned} and {refused}");
            });
            Check.True(grown < MostGrowth, $"less than {MostGrowth} bytes, not {grown}");
        }

        private static long Resident()
        {
            Leaks.Collect(long.MaxValue);
            using Process process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }
    }
}
