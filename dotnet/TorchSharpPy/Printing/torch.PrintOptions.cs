using System;
using TorchSharpPy.Printing;

namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>The style with columns and a line of metadata.</summary>
        public const TensorStringStyle julia = TensorStringStyle.Julia;

        /// <summary>NumPy's style.</summary>
        public const TensorStringStyle numpy = TensorStringStyle.Numpy;

        /// <summary>The style of an array in C#.</summary>
        public const TensorStringStyle csharp = TensorStringStyle.CSharp;

        /// <summary>
        /// The style of <c>str()</c> and <c>print()</c> where they are not given one. It starts as
        /// <see cref="TensorStringStyle.Default"/>, which is PyTorch's <c>tensor(...)</c>.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">On setting: there is no such style.</exception>
        public static TensorStringStyle TensorStringStyle
        {
            get => PrintOptions.Current.Style;

            set
            {
                Known(value);
                PrintOptions.Change(options => options.Style = value);
            }
        }

        /// <summary>Sets how tensors are printed, by the number of digits. What is null stays as it is.</summary>
        /// <param name="precision">The number of digits behind the decimal point.</param>
        /// <param name="linewidth">The length of a line in characters.</param>
        /// <param name="newLine">What ends a line. It starts as <see cref="Environment.NewLine"/>.</param>
        /// <param name="sci_mode">Whether floating-point numbers have an exponent: all of them, or none.</param>
        /// <param name="maxRows">The longest dimension, except the last one, that is not shortened.</param>
        /// <param name="maxColumns">The longest last dimension that is not shortened.</param>
        /// <exception cref="ArgumentOutOfRangeException">A number is negative, or a length is 0.</exception>
        public static void set_printoptions(
            int precision,
            int? linewidth = null,
            string? newLine = null,
            bool sci_mode = false,
            int? maxRows = null,
            int? maxColumns = null)
        {
            if (precision < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(precision), precision, "The number of digits is 0 or more.");
            }
            SetSizes(linewidth, newLine, maxRows, maxColumns, options =>
            {
                options.FloatFormat = null;
                options.Precision = precision;
                options.Scientific = sci_mode;
            });
        }

        /// <summary>Sets how tensors are printed. What is null stays as it is.</summary>
        /// <param name="style">The style of <c>str()</c> and <c>print()</c> where they are not given one.</param>
        /// <param name="floatFormat">A .NET format for floating-point numbers, such as <c>"g5"</c>.</param>
        /// <param name="linewidth">The length of a line in characters.</param>
        /// <param name="newLine">What ends a line. It starts as <see cref="Environment.NewLine"/>.</param>
        /// <param name="maxRows">The longest dimension, except the last one, that is not shortened.</param>
        /// <param name="maxColumns">The longest last dimension that is not shortened.</param>
        /// <exception cref="ArgumentOutOfRangeException">A length is not positive, or there is no such style.</exception>
        public static void set_printoptions(
            TensorStringStyle? style = null,
            string? floatFormat = null,
            int? linewidth = null,
            string? newLine = null,
            int? maxRows = null,
            int? maxColumns = null)
        {
            if (style.HasValue)
            {
                Known(style.Value);
            }
            SetSizes(linewidth, newLine, maxRows, maxColumns, options =>
            {
                options.Style = style ?? options.Style;
                options.FloatFormat = floatFormat ?? options.FloatFormat;
            });
        }

        /// <summary>Sets all options for printing, except the style.</summary>
        /// <param name="profile">The options that belong together.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such profile.</exception>
        public static void set_printoptions(PrintOptionsProfile profile) => PrintOptions.Replace(profile switch
        {
            PrintOptionsProfile.@default => new PrintOptions(),
            PrintOptionsProfile.@short => new PrintOptions { Precision = 2, EdgeItems = 2 },
            PrintOptionsProfile.full => new PrintOptions { Threshold = long.MaxValue },
            _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "There is no such profile."),
        });

        private static void SetSizes(
            int? linewidth, string? newLine, int? maxRows, int? maxColumns, Action<PrintOptions> others)
        {
            Positive(linewidth, nameof(linewidth));
            Positive(maxRows, nameof(maxRows));
            Positive(maxColumns, nameof(maxColumns));
            PrintOptions.Change(options =>
            {
                others(options);
                options.LineWidth = linewidth ?? options.LineWidth;
                options.NewLine = newLine ?? options.NewLine;
                options.MaxRows = maxRows ?? options.MaxRows;
                options.MaxColumns = maxColumns ?? options.MaxColumns;
            });
        }

        private static void Positive(int? value, string name)
        {
            if (value < 1)
            {
                throw new ArgumentOutOfRangeException(name, value, "The length is 1 or more.");
            }
        }

        private static void Known(TensorStringStyle style)
        {
            if (!Enum.IsDefined(typeof(TensorStringStyle), style))
            {
                throw new ArgumentOutOfRangeException(nameof(style), style, "There is no such style.");
            }
        }
    }
}
