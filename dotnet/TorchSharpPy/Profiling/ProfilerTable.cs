using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace TorchSharpPy
{
    /// <summary>The operators that ran while profiling, ordered by their self time, longest first.</summary>
    public sealed class ProfilerTable : IReadOnlyList<ProfilerRow>
    {
        private const int UsualRows = 15;
        private static readonly string[] Heading = { "operator", "calls", "total ms", "self ms", "self %" };

        private readonly ProfilerRow[] rows;

        internal ProfilerTable(ProfilerRow[] rows)
        {
            this.rows = rows;
        }

        /// <summary>The number of operators.</summary>
        public int Count => rows.Length;

        /// <summary>The total time: the sum of the self times.</summary>
        public TimeSpan Total => new TimeSpan(rows.Sum(row => row.Self.Ticks));

        /// <summary>The operator at an index, from 0.</summary>
        public ProfilerRow this[int index] => rows[index];

        /// <summary>The operator with a name, such as <c>aten::linear</c>.</summary>
        /// <exception cref="KeyNotFoundException">The operator did not run; the message lists those that did.</exception>
        public ProfilerRow this[string name] => rows.FirstOrDefault(row => row.Name == name) ?? throw new KeyNotFoundException(
            $"'{name}' did not run; these did: {string.Join(", ", rows.Select(row => row.Name))}.");

        /// <summary>The operators as a table of text.</summary>
        /// <param name="row_limit">The largest number of operators to list.</param>
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

        /// <summary>The <see cref="table"/> of the first operators.</summary>
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
