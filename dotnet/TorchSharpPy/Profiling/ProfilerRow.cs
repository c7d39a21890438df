using System;

namespace TorchSharpPy
{
    /// <summary>What an operator took of the time that was profiled.</summary>
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

        /// <summary>How often it ran.</summary>
        public long Calls { get; }

        /// <summary>The time that all its calls took, with the operators that they called.</summary>
        public TimeSpan Total { get; }

        /// <summary>The time that all its calls took, without the operators that they called.</summary>
        public TimeSpan Self { get; }

        /// <summary>The name, the calls and the times.</summary>
        public override string ToString() =>
            FormattableString.Invariant(
                $"{Name}: {Calls} calls, {Total.TotalMilliseconds:F3} ms, of these {Self.TotalMilliseconds:F3} ms itself");

        // TimeSpan.FromSeconds would round to milliseconds.
        private static TimeSpan Ticks(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
    }
}
