using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace TorchSharpPy
{
    /// <summary>The operators that ran while something was profiled, those first that took the longest themselves.</summary>
    public sealed class ProfilerTable : IReadOnlyList<ProfilerRow>
    {
        private const int UsualRows = 15;
        private static readonly string[] Heading = { "operator", "calls", "total ms", "self ms", "self %" };

        private readonly ProfilerRow[] rows;

        internal ProfilerTable(ProfilerRow[] rows)
        {
            this.rows = rows;
        }

        /// <summary>How many operators there are.</summary>
        public int Count => rows.Length;

        /// <summary>The time of all operators together, each counted once.</summary>
        public TimeSpan Total => new TimeSpan(rows.Sum(row => row.Self.Ticks));

        /// <summary>An operator by its place, from 0.</summary>
        public ProfilerRow this[int index] => rows[index];

        /// <summary>An operator by its name, such as <c>aten::linear</c>.</summary>
        /// <exception cref="KeyNotFoundException">It did not run; the message lists those that did.</exception>
        public ProfilerRow this[string name] => rows.FirstOrDefault(row => row.Name == name) ?? throw new KeyNotFoundException(
            $"'{name}' did not run; these did: {string.Join(", ", rows.Select(row => row.Name))}.");

        /// <summary>The operators as lines of text.</summary>
        /// <param name="row_limit">How many of them at most.</param>
        public string table(int row_limit = UsualRows)
        {
            var lines = new List<string[]> { Heading };
            lines.AddRange(rows.Take(row_limit).Select(Cells));
            int[] widths = Heading.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
            var text = new StringBuilder();
            foreach (string[] line in lines)
            {
                text.Append(line[0].PadRight(widths[0]));
                for (int column = 1; column < line.Length; column++)
                {
                    text.Append("  ").Append(line[column].PadLeft(widths[column]));
                }
                text.AppendLine();
            }
            if (rows.Length > row_limit)
            {
                text.AppendLine($"... and {rows.Length - Math.Max(row_limit, 0)} more");
            }
            return text.ToString();
        }

        /// <summary><see cref="table"/> of the first operators.</summary>
        public override string ToString() => table();

        /// <inheritdoc/>
        public IEnumerator<ProfilerRow> GetEnumerator() => ((IEnumerable<ProfilerRow>)rows).GetEnumerator();

        /// <inheritdoc/>
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private string[] Cells(ProfilerRow row) => new[]
        {
            row.Name,
            row.Calls.ToString(CultureInfo.InvariantCulture),
            Milliseconds(row.Total),
            Milliseconds(row.Self),
            Total.Ticks == 0 ? "-" : (100.0 * row.Self.Ticks / Total.Ticks).ToString("F1", CultureInfo.InvariantCulture),
        };

        private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("F3", CultureInfo.InvariantCulture);
    }
}
