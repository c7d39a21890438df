using System;

namespace TorchSharpPy
{
    /// <summary>The time that one operator took while profiling.</summary>
    public sealed class ProfilerRow
    {
        internal ProfilerRow(string name, long calls, double total, double self)
        {
            Name = name;
            Calls = calls;
            Total = Ticks(total);
            Self = Ticks(self);
        }

        /// <summary>The operator, such as <c>aten::linear</c>.</summary>
        public string Name { get; }

        /// <summary>The number of calls.</summary>
        public long Calls { get; }

        /// <summary>The time of all its calls, including the operators that they called.</summary>
        public TimeSpan Total { get; }

        /// <summary>The time of all its calls, without the operators that they called.</summary>
        public TimeSpan Self { get; }

        /// <summary>The name, the number of calls and the times.</summary>
        public override string ToString() =>
            FormattableString.Invariant(
                $"{Name}: {Calls} calls, {Total.TotalMilliseconds:F3} ms in total, {Self.TotalMilliseconds:F3} ms by itself");

        // TimeSpan.FromSeconds would round to milliseconds.
        private static TimeSpan Ticks(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
    }
}
