namespace TorchSharpPy
{
    public static partial class torch
    {
        public static unsafe partial class autograd
        {
            /// <summary>Makes backward look for errors, in the whole process, until the result is disposed.</summary>
            /// <param name="check_nan">Whether backward fails when it computes NaN.</param>
            /// <returns>The scope, for <c>using</c>.</returns>
            public static AnomalyMode detect_anomaly(bool check_nan = true) => new AnomalyMode(true, check_nan);

            /// <summary>Sets whether backward looks for errors, in the whole process.</summary>
            /// <param name="mode">Whether it does.</param>
            /// <param name="check_nan">Whether backward fails when it computes NaN.</param>
            /// <returns>The scope, for <c>using</c>; if it is not disposed, the mode stays.</returns>
            public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new AnomalyMode(mode, check_nan);
        }
    }
}
