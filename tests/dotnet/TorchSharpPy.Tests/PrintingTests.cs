using System;
using System.Globalization;
using System.IO;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Tensors as text. tests/python/test_printing.py compares the elements with what Python prints.</summary>
    public static class PrintingTests
    {
        private static readonly TensorStringStyle[] Styles = (TensorStringStyle[])Enum.GetValues(typeof(TensorStringStyle));

        [Test]
        public static void Without_a_style_the_text_is_the_metadata()
        {
            using Tensor x = zeros(2, 3);
            Check.Equal("[2x3], type = Float32, device = cpu", x.ToString());
            Check.Equal(x.ToString(), x.ToString(false));
            Check.Equal(x.ToString(), x.metastr());
            Check.Equal(x.ToString(), x.ToString(TensorStringStyle.Metadata, "F1", 10, CultureInfo.InvariantCulture, "|"));
        }

        [Test]
        public static void The_short_names_are_those_of_the_styles()
        {
            using Tensor x = rand(3, 4);
            Check.Equal(x.ToString(true), x.str());
            Check.Equal(x.ToString(TensorStringStyle.Default), x.str());
            Check.Equal(x.ToString(julia), x.jlstr());
            Check.Equal(x.ToString(numpy), x.npstr());
            Check.Equal(x.ToString(csharp), x.cstr());
            Check.Equal(x.ToString(numpy, "F1", 20, new CultureInfo("de-DE"), "|"), x.npstr("F1", 20, "|", new CultureInfo("de-DE")));
        }

        [Test]
        public static void Print_writes_a_line_and_returns_the_tensor()
        {
            using Tensor x = rand(3, 4);
            TextWriter before = Console.Out;
            using var output = new StringWriter();
            try
            {
                Console.SetOut(output);
                Check.True(ReferenceEquals(x, x.print()), "the same tensor");
                x.print("F1", style: csharp);
            }
            finally
            {
                Console.SetOut(before);
            }
            Check.Equal(x.str() + Environment.NewLine + x.cstr("F1") + Environment.NewLine, output.ToString());
        }

        [Test]
        public static void The_default_style_can_be_chosen()
        {
            using Tensor x = rand(3, 4);
            WithOptions(() =>
            {
                foreach (TensorStringStyle style in Styles)
                {
                    torch.TensorStringStyle = style;
                    Check.Equal(style, torch.TensorStringStyle);
                    Check.Equal(x.ToString(style), x.str());
                }
                set_printoptions(numpy);
                Check.Equal(x.npstr(), x.str());
                set_printoptions(PrintOptionsProfile.full);
                Check.Equal(numpy, torch.TensorStringStyle);
            });
            Check.Throws<ArgumentOutOfRangeException>(() => x.ToString((TensorStringStyle)17));
            Check.Throws<ArgumentOutOfRangeException>(() => torch.TensorStringStyle = (TensorStringStyle)(-1));
        }

        [Test]
        public static void Options_hold_until_they_are_set_again_and_arguments_win()
        {
            using Tensor x = rand(3, 40);
            WithOptions(() =>
            {
                (string plain, string narrow) = (x.str(), x.str("F1", 30, "|"));
                set_printoptions(floatFormat: "F1", linewidth: 30, newLine: "|");
                set_printoptions();
                Check.Equal(narrow, x.str());
                Check.Equal(x.npstr("F1", 30, "|"), x.npstr());
                Check.Contains("\n", x.str(newLine: "\n"));
                set_printoptions(2);
                Check.Equal(x.jlstr("F2"), x.jlstr());
                set_printoptions(3, sci_mode: true);
                Check.Equal(x.cstr("E3"), x.cstr());
                set_printoptions(PrintOptionsProfile.@default);
                Check.Equal(plain, x.str());
            });
        }

        [Test]
        public static void Long_dimensions_are_shortened_to_what_the_options_say()
        {
            using Tensor x = arange(100).reshape(10, 10);
            WithOptions(() =>
            {
                Check.True(!x.str().Contains("..."), "all elements");
                set_printoptions(maxRows: 4, maxColumns: 6);
                foreach (TensorStringStyle style in new[] { TensorStringStyle.Default, julia, numpy, csharp })
                {
                    string[] lines = x.ToString(style, newLine: "\n").Split('\n');
                    Check.Equal(1, lines.Count(line => line.Trim(' ', ',') == "..."));
                    Check.Equal(4, lines.Count(line => line.Contains("... ") || line.Contains("..., ")));
                    Check.True(!lines.Any(line => line.Contains("3") && line.Contains("53")), "no row from the middle");
                }
                set_printoptions(maxRows: 1, maxColumns: 1);
                Check.Equal("[[0 ... 9]|...|[90 ... 99]]", x.npstr(newLine: "|").Replace("  ", " ").Replace("| [", "|[").Replace("| ", "|")
                    .Replace("[ ", "["));
            });
        }

        [Test]
        public static void Options_that_make_no_sense_are_refused_and_change_nothing()
        {
            using Tensor x = rand(3);
            string before = x.str();
            foreach (Action wrong in new Action[]
            {
                () => set_printoptions(-1), () => set_printoptions(2, 0), () => set_printoptions(linewidth: -3),
                () => set_printoptions(maxRows: 0), () => set_printoptions(2, maxColumns: 0),
                () => set_printoptions((TensorStringStyle)9, "F1"), () => set_printoptions((PrintOptionsProfile)9),
            })
            {
                Check.Throws<ArgumentOutOfRangeException>(wrong);
            }
            Check.Equal(before, x.str());
        }

        [Test]
        public static void A_disposed_tensor_and_null_have_no_elements()
        {
            Tensor x = ones(2);
            x.Dispose();
            foreach (TensorStringStyle style in Styles)
            {
                Check.Throws<ObjectDisposedException>(() => x.ToString(style));
            }
            Check.Throws<ObjectDisposedException>(() => x.ToString(true));
            Check.Throws<ObjectDisposedException>(() => x.str());
            Check.Throws<ObjectDisposedException>(() => x.print());
            Check.Equal("disposed tensor", x.ToString());
            Tensor none = null!;
            Check.Throws<ArgumentNullException>(() => none.str());
            Check.Throws<ArgumentNullException>(() => none.print());
        }

        [Test]
        public static void Julia_style_has_columns_and_titles()
        {
            using Tensor x = tensor(new[] { 0, 3.25f, 6.28e-06f, -13.5f, 1, 2, 3, 1e9f }).reshape(2, 2, 2);
            string[] expected =
            {
                "[2x2x2], type = Float32, device = cpu", "[0,..,..] =", "        0  3.25", " 6.28e-06 -13.5", "",
                "[1,..,..] =", " 1     2", " 3 1e+09", "",
            };
            Check.Equal(string.Join("\n", expected), x.jlstr(newLine: "\n"));
            Check.Equal("[], type = Float32, device = cpu, value = 3.25", x[0, 0, 1].jlstr());
            using Tensor complex = tensor(new[] { (1f, 0f), (0f, -2.5f) });
            Check.Equal("[2], type = ComplexFloat32, device = cpu| 1+0i 0-2.5i|", complex.jlstr(newLine: "|"));
            using Tensor row = arange(100);
            Check.Equal("[100], type = Int64, device = cpu| 0 1 2 3 4 ...|", row.jlstr(width: 15, newLine: "|"));
        }

        [Test]
        public static void CSharp_style_is_an_array_of_csharp()
        {
            using Tensor x = arange(4, dtype: float32).reshape(2, 1, 2);
            Check.Equal(
                "[2x1x2], type = Float32, device = cpu, value = |float [,,] {| {{0f, 1f}},| {{2f, 3f}}|}", x.cstr(newLine: "|"));
            using Tensor doubles = tensor(new[] { 0.5, double.NaN, double.NegativeInfinity });
            Check.Contains("double [] {0.5, double.NaN, double.NegativeInfinity}", doubles.cstr());
            using Tensor half = zeros(4, float16);
            Check.Contains("float16 [] {0f, 0f, 0f, 0f}", half.cstr());
            using Tensor complex = tensor(new[] { (1f, -2f) });
            Check.Contains("(float, float) [] {(1f, -2f)}", complex.cstr());
        }

        [Test]
        public static void Printing_leaves_nothing_behind()
        {
            using Tensor x = rand(40, 50);
            using Tensor sparse = x.to_sparse();
            Leaks.NoneAtOnce(3, () =>
            {
                foreach (TensorStringStyle style in Styles)
                {
                    x.ToString(style);
                    sparse.ToString(style);
                }
            });
            using DisposeScope scope = NewDisposeScope();
            x.str();
            Check.Equal(0, scope.DisposablesCount);
        }

        [Test]
        public static void Only_what_is_printed_is_read()
        {
            using Tensor one = ones(1);
            using Tensor huge = one.expand(1L << 30, 1L << 30); // would need 4 exabytes
            foreach (TensorStringStyle style in Styles)
            {
                Check.True(huge.ToString(style).Length < 300, "a short text");
            }
        }

        private static void WithOptions(Action action)
        {
            try
            {
                action();
            }
            finally
            {
                torch.TensorStringStyle = TensorStringStyle.Default;
                set_printoptions(PrintOptionsProfile.@default);
            }
        }
    }
}
