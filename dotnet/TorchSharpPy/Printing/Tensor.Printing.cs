using System;
using System.Globalization;
using TorchSharpPy.Printing;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>
            /// The shape, type and device, such as <c>"[2x3], type = Float32, device = cpu"</c>, or that the tensor is disposed.
            /// </summary>
            public override string ToString() => IsDisposed
                ? "disposed tensor"
                : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

            /// <summary>The tensor as text: with the elements, or only the shape, type and device.</summary>
            /// <param name="withData">Whether to write the elements, in the style of <see cref="torch.TensorStringStyle"/>.</param>
            /// <param name="fltFormat">A .NET format for floating-point numbers; by default the style's own.</param>
            /// <param name="width">The length of a line in characters; by default the style's own.</param>
            /// <param name="cultureInfo">The culture of the numbers; by default the invariant one.</param>
            /// <param name="newLine">What ends a line; by default the option, which starts as <see cref="Environment.NewLine"/>.</param>
            public string ToString(
                bool withData,
                string? fltFormat = null,
                int? width = null,
                CultureInfo? cultureInfo = null,
                string? newLine = null) => ToString(
                    withData ? TensorStringStyle.Default : TensorStringStyle.Metadata, fltFormat, width, cultureInfo, newLine);

            /// <summary>The tensor as text.</summary>
            /// <param name="style">The style.</param>
            /// <param name="fltFormat">A .NET format for floating-point numbers; by default the style's own.</param>
            /// <param name="width">The length of a line in characters; by default the style's own.</param>
            /// <param name="cultureInfo">The culture of the numbers; by default the invariant one.</param>
            /// <param name="newLine">What ends a line; by default the option, which starts as <see cref="Environment.NewLine"/>.</param>
            /// <exception cref="ArgumentOutOfRangeException">There is no such style.</exception>
            /// <exception cref="ObjectDisposedException">The tensor is disposed.</exception>
            public string ToString(
                TensorStringStyle style,
                string? fltFormat = null,
                int? width = null,
                CultureInfo? cultureInfo = null,
                string? newLine = null)
            {
                Known(style);
                PrintOptions options = PrintOptions.Current;
                TensorStringStyle chosen = style == TensorStringStyle.Default ? options.Style : style;
                if (IsDisposed)
                {
                    throw new ObjectDisposedException(DisplayName);
                }
                if (chosen == TensorStringStyle.Metadata)
                {
                    return ToString();
                }
                return TensorPrinter.Print(
                    this, chosen, options.With(fltFormat, width, newLine), cultureInfo ?? CultureInfo.InvariantCulture);
            }
        }
    }
}
