using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TorchSharpPy.Bench
{
    /// <summary>Answers run.py: for each line "CASE COUNT" a number, for most cases nanoseconds per call.</summary>
    internal static class Worker
    {
        private const double NanosecondsPerSecond = 1e9;

        internal static int Serve(IReadOnlyDictionary<string, Func<long, double>> cases)
        {
            Console.WriteLine("ready " + RuntimeInformation.FrameworkDescription);
            for (string? line = Console.ReadLine(); line != null; line = Console.ReadLine())
            {
                string[] words = line.Split(' ');
                double answer = cases[words[0]](long.Parse(words[1], CultureInfo.InvariantCulture));
                Console.WriteLine(answer.ToString("R", CultureInfo.InvariantCulture));
            }
            return 0;
        }

        internal static double NanosecondsSince(long timestamp) =>
            (Stopwatch.GetTimestamp() - timestamp) * (NanosecondsPerSecond / Stopwatch.Frequency);
    }
}
