using System;
using System.Globalization;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Tensors as text, for tests/python/test_printing.py, which compares it with what Python prints.</summary>
    public static class Printed
    {
        public static string Default(Tensor x) => x.str(newLine: "\n");

        public static string Styled(Tensor x, string style) =>
            x.ToString((TensorStringStyle)Enum.Parse(typeof(TensorStringStyle), style), newLine: "\n");

        public static string Wide(Tensor x, string style, int width) =>
            x.ToString((TensorStringStyle)Enum.Parse(typeof(TensorStringStyle), style), width: width, newLine: "\n");

        public static string Formatted(Tensor x, string style, string format, string culture) => x.ToString(
            (TensorStringStyle)Enum.Parse(typeof(TensorStringStyle), style), format, null, new CultureInfo(culture), "\n");

        public static void SetPrecision(int precision, bool scientific) => set_printoptions(precision, sci_mode: scientific);

        public static void SetProfile(string profile) =>
            set_printoptions((PrintOptionsProfile)Enum.Parse(typeof(PrintOptionsProfile), profile));
    }
}
