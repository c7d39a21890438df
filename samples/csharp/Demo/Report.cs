using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using TorchSharpPy;

namespace Demo
{
    /// <summary>Prints one line of JSON for each call, with its result and its duration.</summary>
    internal sealed class Report
    {
        // The best of several batches, to measure the call and not other work of the machine.
        private const int Batches = 8;
        private const int CallsInBatch = 1000;

        internal void Time<T>(string call, Func<T> body)
        {
            T result = body();
            string text = ToJson(result);
            Release(result);
            double microseconds = double.MaxValue;
            for (int batch = 0; batch < Batches; batch++)
            {
                microseconds = Math.Min(microseconds, TimeBatch(body));
            }
            string time = microseconds.ToString("R", CultureInfo.InvariantCulture);
            Console.WriteLine($"{{\"call\": {Quote(call)}, \"result\": {text}, \"microseconds\": {time}}}");
        }

        private static double TimeBatch<T>(Func<T> body)
        {
            Stopwatch watch = Stopwatch.StartNew();
            for (int i = 0; i < CallsInBatch; i++)
            {
                Release(body());
            }
            return watch.Elapsed.TotalMilliseconds * 1000 / CallsInBatch;
        }

        private static void Release(object? result)
        {
            foreach (object? item in Items(result))
            {
                (item as IDisposable)?.Dispose();
            }
        }

        private static IEnumerable<object?> Items(object? result)
        {
            if (!(result is ITuple tuple))
            {
                yield return result;
                yield break;
            }
            for (int i = 0; i < tuple.Length; i++)
            {
                yield return tuple[i];
            }
        }

        private static string ToJson(object? value)
        {
            switch (value)
            {
                case torch.Tensor tensor:
                    return "[" + string.Join(", ", Elements(tensor)) + "]";
                case string text:
                    return Quote(text);
                case ITuple tuple:
                    return "[" + string.Join(", ", Children(tuple)) + "]";
                default:
                    return Convert.ToString(value, CultureInfo.InvariantCulture)!;
            }
        }

        private static IEnumerable<string> Children(ITuple tuple)
        {
            for (int i = 0; i < tuple.Length; i++)
            {
                yield return ToJson(tuple[i]);
            }
        }

        private static IEnumerable<string> Elements(torch.Tensor tensor)
        {
            foreach (float element in tensor.data<float>().ToArray())
            {
                yield return ((double)element).ToString("R", CultureInfo.InvariantCulture);
            }
        }

        private static string Quote(string text)
        {
            var quoted = new StringBuilder("\"");
            foreach (char letter in text)
            {
                quoted.Append(letter == '"' || letter == '\\' ? "\\" : string.Empty).Append(letter);
            }
            return quoted.Append('"').ToString();
        }
    }
}
