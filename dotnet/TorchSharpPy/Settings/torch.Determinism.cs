using System;
using TorchSharpPy.Settings;

namespace TorchSharpPy
{
    public static partial class torch
    {
        private const string Deterministic = "deterministic_algorithms";
        private const string MatmulPrecision = "float32_matmul_precision";
        private const string WarnAlways = "warn_always";

        /// <summary>Sets whether operators give the same results for the same input, on the same machine.</summary>
        /// <param name="mode">True: operators take a deterministic way, and those that have none throw.</param>
        /// <param name="warn_only">Whether those that have none only warn.</param>
        /// <remarks>The setting is one of the whole process.</remarks>
        public static void use_deterministic_algorithms(bool mode, bool warn_only = false) =>
            Setting.Set(Deterministic, (mode, warn_only));

        /// <summary>Whether operators must be deterministic.</summary>
        public static bool are_deterministic_algorithms_enabled() => Setting.Get<(bool, bool)>(Deterministic).Item1;

        /// <summary>Whether operators that are not deterministic only warn.</summary>
        public static bool is_deterministic_algorithms_warn_only_enabled() => Setting.Get<(bool, bool)>(Deterministic).Item2;

        /// <summary>Sets whether operators that are not deterministic may run: another way to call
        /// <see cref="use_deterministic_algorithms"/>.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The number is not a mode.</exception>
        public static void set_deterministic_debug_mode(DebugMode mode)
        {
            if (!Enum.IsDefined(typeof(DebugMode), mode))
            {
                throw new ArgumentOutOfRangeException(nameof(mode), mode, "A mode is 'default' (0), 'warn' (1) or 'error' (2).");
            }
            use_deterministic_algorithms(mode != DebugMode.@default, warn_only: mode == DebugMode.warn);
        }

        /// <summary>Sets whether operators that are not deterministic may run.</summary>
        /// <param name="mode"><c>"default"</c>, <c>"warn"</c> or <c>"error"</c>.</param>
        /// <exception cref="ArgumentException">The text is none of these.</exception>
        public static void set_deterministic_debug_mode(string mode) => set_deterministic_debug_mode(Named<DebugMode>(mode, nameof(mode)));

        /// <summary>Whether operators that are not deterministic may run.</summary>
        public static DebugMode get_deterministic_debug_mode()
        {
            (bool enabled, bool warnOnly) = Setting.Get<(bool, bool)>(Deterministic);
            return !enabled ? DebugMode.@default : warnOnly ? DebugMode.warn : DebugMode.error;
        }

        /// <summary>Sets how exactly float32 matrices are multiplied, in the whole process.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The number is not a precision.</exception>
        public static void set_float32_matmul_precision(Float32MatmulPrecision precision)
        {
            if (!Enum.IsDefined(typeof(Float32MatmulPrecision), precision))
            {
                throw new ArgumentOutOfRangeException(nameof(precision), precision, "A precision is 'highest', 'high' or 'medium'.");
            }
            Setting.Set(MatmulPrecision, precision.ToString());
        }

        /// <summary>Sets how exactly float32 matrices are multiplied, in the whole process.</summary>
        /// <param name="precision"><c>"highest"</c>, <c>"high"</c> or <c>"medium"</c>.</param>
        /// <exception cref="ArgumentException">The text is none of these.</exception>
        public static void set_float32_matmul_precision(string precision) =>
            set_float32_matmul_precision(Named<Float32MatmulPrecision>(precision, nameof(precision)));

        /// <summary>How exactly float32 matrices are multiplied.</summary>
        public static Float32MatmulPrecision get_float32_matmul_precision() =>
            Named<Float32MatmulPrecision>(Setting.Get<string>(MatmulPrecision), MatmulPrecision);

        /// <summary>Sets whether warnings that PyTorch gives once come every time.</summary>
        public static void set_warn_always(bool mode) => Setting.Set(WarnAlways, mode);

        /// <summary>Whether warnings that PyTorch gives once come every time.</summary>
        public static bool is_warn_always_enabled() => Setting.Get<bool>(WarnAlways);

        private static T Named<T>(string name, string parameter)
            where T : struct, Enum =>
            Enum.TryParse(name ?? throw new ArgumentNullException(parameter), out T value) && value.ToString() == name
                ? value
                : throw new ArgumentException(
                    $"Expected one of {string.Join(", ", Enum.GetNames(typeof(T)))}, not '{name}'.", parameter);
    }
}
