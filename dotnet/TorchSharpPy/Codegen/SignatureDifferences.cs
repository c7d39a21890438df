using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharpPy.Codegen
{
    /// <summary>Compares signatures line by line.</summary>
    internal static class SignatureDifferences
    {
        /// <summary>The lines that were added, removed and changed.</summary>
        internal static IEnumerable<string> Between(IEnumerable<string> expected, IEnumerable<string> found)
        {
            Dictionary<string, string> before = expected.ToDictionary(Key);
            Dictionary<string, string> after = found.ToDictionary(Key);
            foreach (string key in before.Keys.Union(after.Keys).OrderBy(key => key, StringComparer.Ordinal))
            {
                bool was = before.TryGetValue(key, out string old);
                bool isNow = after.TryGetValue(key, out string current);
                if (!isNow)
                {
                    yield return $"  removed: {old}";
                }
                else if (!was)
                {
                    yield return $"  added: {current}";
                }
                else if (old != current)
                {
                    yield return $"  changed: {key}";
                    yield return $"    expected: {old}";
                    yield return $"    found:    {current}";
                }
            }
        }

        private static string Key(string line) => line.Split('(')[0];
    }
}
