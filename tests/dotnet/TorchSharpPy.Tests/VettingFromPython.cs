using System;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Methods for tests/python/test_vetting_csharp.py.</summary>
    public static class VettingFromPython
    {
        /// <summary>A report as lines, to compare with the one of Python.</summary>
        public static string[] Vet(byte[] archive)
        {
            VetReport report = jit.vet(archive);
            return new[] { $"{report.IsAllowed} {report.Policy}" }
                .Concat(report.Problems.Select(one => $"{one.Kind}|{one.Text}|{one.Operator}|{one.Method}"))
                .Concat(report.Operators.Select(one => $"{one.Name}|{one.IsAllowed}|{one.Effect}|{string.Join(",", one.Methods)}"))
                .Concat(report.Effects.Select(one => $"{one.Kind}|{one.Operator}|{one.Method}|{one.IsOnLoad}"))
                .Concat(report.Classes.Select(one => $"{one.Name}|{one.IsNative}|{one.IsAllowed}|{one.Objects}"))
                .Concat(report.OnLoad)
                .Concat(report.Sizes.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"))
                .ToArray();
        }

        /// <summary>The error of loading an archive under the policy "safe"; empty without one.</summary>
        public static string Refusal(byte[] archive)
        {
            try
            {
                jit.load(archive, policy: LoadPolicy.Safe).Dispose();
                return string.Empty;
            }
            catch (PolicyException error)
            {
                return error.Message;
            }
        }
    }
}
