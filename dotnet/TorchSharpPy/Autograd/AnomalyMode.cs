using System;
using System.Threading;
using TorchSharpPy.Settings;

namespace TorchSharpPy
{
    /// <summary>Sets whether backward looks for errors, and restores the former setting when it is disposed.</summary>
    /// <remarks>
    /// While it is on, backward fails where a gradient becomes NaN, and a warning names the operator of forward. It makes training
    /// slow, and holds for the whole process.
    /// </remarks>
    public sealed class AnomalyMode : IDisposable
    {
        private const string Name = "detect_anomaly";

        private readonly (bool enabled, bool checkNaN) before;
        private int isRestored;

        /// <summary>Turns it on or off.</summary>
        /// <param name="enabled">Whether it is on.</param>
        /// <param name="check_nan">Whether backward fails when it computes NaN.</param>
        public AnomalyMode(bool enabled, bool check_nan = true)
        {
            before = Now;
            Setting.Set(Name, (enabled, check_nan));
        }

        /// <summary>Whether it is on.</summary>
        public static bool IsEnabled => Now.enabled;

        /// <summary>Whether backward fails when it computes NaN, while it is on.</summary>
        public static bool ShouldCheckNaN => Now.checkNaN;

        private static (bool enabled, bool checkNaN) Now => Setting.Get<(bool, bool)>(Name);

        /// <summary>Restores the setting from before.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref isRestored, 1) == 0)
            {
                Setting.Set(Name, before);
            }
        }
    }
}
