using System;

namespace TorchSharpPy.Convert
{
    /// <summary>How names of TorchScript and of C# are matched: <c>TotalLoss</c> is <c>total_loss</c>.</summary>
    internal static class MemberNames
    {
        /// <summary>The index of an exact match, or else of the first without regard to case and underscores; -1 for none.</summary>
        internal static int Match(string[] names, string name)
        {
            int exact = Array.IndexOf(names, name);
            return exact >= 0 ? exact : Array.FindIndex(names, candidate => Same(candidate, name));
        }

        /// <summary>Whether two names are equal without regard to case and underscores.</summary>
        internal static bool Same(string left, string right) =>
            string.Equals(Plain(left), Plain(right), StringComparison.OrdinalIgnoreCase);

        private static string Plain(string name) => name.Replace("_", string.Empty);
    }
}
