using System;

namespace TorchSharpPy
{
    /// <summary>The time that one operator took while profiling.</summary>
    public sealed class ProfilerRow
    {
        internal ProfilerRow(string name, long calls, double total, double self)
        {
            this.name = name;
            this.calls = calls;
            this.total = Ticks(total);
            this.self = Ticks(self);
        }

        /// <summary>The operator, such as <c>aten::linear</c>.</summary>
        public string name { get; }

        /// <summary>The number of calls.</summary>
        public long calls { get; }

        /// <summary>The time of all its calls, including the operators that they called.</summary>
        public TimeSpan total { get; }

        /// <summary>The time of all its calls, without the operators that they called.</summary>
        public TimeSpan self { get; }

        /// <summary>The name, the number of calls and the times.</summary>
        public override string ToString() =>
            FormattableString.Invariant(
                $"{name}: {calls} calls, {total.TotalMilliseconds:F3} ms, of these {self.TotalMilliseconds:F3} ms itself");

        // TimeSpan.FromSeconds would round to milliseconds.
        private static TimeSpan Ticks(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
    }
}
