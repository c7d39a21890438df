using System;
using System.Globalization;

namespace TorchSharpPy
{
    /// <summary>Tensors as text, with the short names that suit notebooks.</summary>
    public static partial class TensorExtensionMethods
    {
        /// <summary>The tensor as text.</summary>
        /// <param name="tensor">The tensor.</param>
        /// <param name="fltFormat">A .NET format for floating-point numbers; by default the style's own.</param>
        /// <param name="width">The length of a line in characters; by default the style's own.</param>
        /// <param name="newLine">What ends a line; by default the option, which starts as <see cref="Environment.NewLine"/>.</param>
        /// <param name="cultureInfo">The culture of the numbers; by default the invariant one.</param>
        /// <param name="style">The style; by default <see cref="torch.TensorStringStyle"/>.</param>
        public static string str(
            this torch.Tensor tensor,
            string? fltFormat = null,
            int? width = null,
            string? newLine = null,
            CultureInfo? cultureInfo = null,
            TensorStringStyle style = TensorStringStyle.Default) =>
            NotNull(tensor).ToString(style, fltFormat, width, cultureInfo, newLine);

        /// <summary>The elements in columns, after a line of metadata.</summary>
        /// <inheritdoc cref="str"/>
        public static string jlstr(
            this torch.Tensor tensor,
            string? fltFormat = null,
            int? width = null,
            string? newLine = null,
            CultureInfo? cultureInfo = null) =>
            NotNull(tensor).ToString(TensorStringStyle.Julia, fltFormat, width, cultureInfo, newLine);

        /// <summary>The shape, type and device, such as <c>"[2x3], type = Float32, device = cpu"</c>.</summary>
        /// <param name="tensor">The tensor.</param>
        public static string metastr(this torch.Tensor tensor) => NotNull(tensor).ToString(TensorStringStyle.Metadata);

        /// <summary>The elements as NumPy prints them.</summary>
        /// <inheritdoc cref="str"/>
        public static string npstr(
            this torch.Tensor tensor,
            string? fltFormat = null,
            int? width = null,
            string? newLine = null,
            CultureInfo? cultureInfo = null) =>
            NotNull(tensor).ToString(TensorStringStyle.Numpy, fltFormat, width, cultureInfo, newLine);

        /// <summary>The elements as an array in C#, after the metadata.</summary>
        /// <inheritdoc cref="str"/>
        public static string cstr(
            this torch.Tensor tensor,
            string? fltFormat = null,
            int? width = null,
            string? newLine = null,
            CultureInfo? cultureInfo = null) =>
            NotNull(tensor).ToString(TensorStringStyle.CSharp, fltFormat, width, cultureInfo, newLine);

        /// <summary>Writes the tensor to the console.</summary>
        /// <param name="t">The tensor.</param>
        /// <param name="fltFormat">A .NET format for floating-point numbers; by default the style's own.</param>
        /// <param name="width">The length of a line in characters; by default the style's own.</param>
        /// <param name="newLine">What ends a line; by default the option, which starts as <see cref="Environment.NewLine"/>.</param>
        /// <param name="cultureInfo">The culture of the numbers; by default the invariant one.</param>
        /// <param name="style">The style; by default <see cref="torch.TensorStringStyle"/>.</param>
        /// <returns>The tensor.</returns>
        public static torch.Tensor print(
            this torch.Tensor t,
            string? fltFormat = null,
            int? width = null,
            string? newLine = null,
            CultureInfo? cultureInfo = null,
            TensorStringStyle style = TensorStringStyle.Default)
        {
            Console.WriteLine(NotNull(t).ToString(style, fltFormat, width, cultureInfo, newLine));
            return t;
        }

        private static torch.Tensor NotNull(torch.Tensor? tensor) => tensor ?? throw new ArgumentNullException(nameof(tensor));
    }
}
