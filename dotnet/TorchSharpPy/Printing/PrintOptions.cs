using System;

namespace TorchSharpPy.Printing
{
    /// <summary>The options for printing; null is the default of each style.</summary>
    internal sealed class PrintOptions
    {
        private static readonly object Lock = new object();

        private static volatile PrintOptions current = new PrintOptions();

        /// <summary>The options that all threads use.</summary>
        internal static PrintOptions Current => current;

        /// <summary>The style that the default stands for; Default is PyTorch's.</summary>
        internal TensorStringStyle Style { get; set; } = TensorStringStyle.Default;

        /// <summary>The .NET format of floating-point numbers.</summary>
        internal string? FloatFormat { get; set; }

        /// <summary>The number of digits behind the decimal point.</summary>
        internal int? Precision { get; set; }

        /// <summary>Whether all numbers have an exponent; null leaves it to the numbers.</summary>
        internal bool? Scientific { get; set; }

        /// <summary>The length of a line in characters.</summary>
        internal int? LineWidth { get; set; }

        /// <summary>What ends a line.</summary>
        internal string NewLine { get; set; } = Environment.NewLine;

        /// <summary>The longest last dimension that is not shortened.</summary>
        internal int? MaxColumns { get; set; }

        /// <summary>The longest other dimension that is not shortened.</summary>
        internal int? MaxRows { get; set; }

        /// <summary>The most elements that are printed without shortening.</summary>
        internal long Threshold { get; set; } = 1000;

        /// <summary>How many items at each end of a shortened dimension are printed.</summary>
        internal int EdgeItems { get; set; } = 3;

        /// <summary>Changes the options for everyone.</summary>
        internal static void Change(Action<PrintOptions> change)
        {
            lock (Lock)
            {
                PrintOptions changed = current.Copy();
                change(changed);
                current = changed;
            }
        }

        /// <summary>Replaces the options for everyone, but keeps the style.</summary>
        internal static void Replace(PrintOptions options)
        {
            lock (Lock)
            {
                options.Style = current.Style;
                current = options;
            }
        }

        /// <summary>These options, with what one call asks for.</summary>
        internal PrintOptions With(string? floatFormat, int? lineWidth, string? newLine)
        {
            PrintOptions changed = Copy();
            changed.FloatFormat = floatFormat ?? FloatFormat;
            changed.LineWidth = lineWidth ?? LineWidth;
            changed.NewLine = newLine ?? NewLine;
            return changed;
        }

        private PrintOptions Copy() => (PrintOptions)MemberwiseClone();
    }
}
