using System;

namespace TorchSharpPy.Layers
{
    /// <summary>Keeps the form of sizes, which PyTorch prints as they were given.</summary>
    internal static class SizeForms
    {
        /// <summary>The form of sizes, or of those that stand for missing ones.</summary>
        internal static SizeForm Of(torch.IntList? given, torch.IntList? otherwise = null) =>
            given is torch.IntList numbers && !numbers.IsMissing
                ? numbers.IsNumber ? SizeForm.Number : SizeForm.Tuple
                : otherwise is null ? SizeForm.Missing : Of(otherwise);

        /// <summary>The number or the numbers to print.</summary>
        internal static object Show(this SizeForm form, long[] sizes) =>
            form == SizeForm.Number && sizes?.Length > 0 && Array.TrueForAll(sizes, size => size == sizes[0]) ? (object)sizes[0] : sizes!;

        /// <summary>The number to print, or a tuple of it.</summary>
        internal static object Show(this SizeForm form, long size) => form.Show(new[] { size });

        /// <summary>The numbers to print; null while others stand for missing ones.</summary>
        internal static object? Show(this SizeForm form, long[] sizes, long[] otherwise)
        {
            if (form != SizeForm.Missing)
            {
                return form.Show(sizes);
            }
            return sizes.AsSpan().SequenceEqual(otherwise) ? null : sizes;
        }

        /// <summary>The number to print; null while another stands for a missing one.</summary>
        internal static object? Show(this SizeForm form, long size, long otherwise) =>
            form.Show(new[] { size }, new[] { otherwise });
    }
}
