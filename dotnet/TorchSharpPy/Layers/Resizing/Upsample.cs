using System;
using TorchSharpPy.Modules;
using TorchSharpPy.Printing;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Resizes tensors [N, C, W], [N, C, H, W] or [N, C, D, H, W].</summary>
            /// <param name="size">The new sizes, of all dimensions but the first two; one number stands for all.</param>
            /// <param name="scale_factor">Instead of sizes: what to multiply them by; one number stands for all.</param>
            /// <param name="mode">How values between the elements are computed.</param>
            /// <param name="align_corners">
            /// Whether the centers of the corners stay where they are, instead of their outer edges: not for Nearest.
            /// </param>
            /// <param name="recompute_scale_factor">Whether to use the factor that the rounded new size has to the old one.</param>
            /// <exception cref="ArgumentException">Not exactly one of size and factor is given.</exception>
            public static Upsample Upsample(
                long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null,
                bool? recompute_scale_factor = null) =>
                new Upsample(size, scale_factor, mode, align_corners, recompute_scale_factor);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>Resizes tensors [N, C, W], [N, C, H, W] or [N, C, D, H, W].</summary>
    public sealed class Upsample : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Upsample(
            long[]? size, double[]? scale_factor, torch.UpsampleMode mode, bool? align_corners, bool? recompute_scale_factor)
            : base(nameof(Upsample))
        {
            if ((size == null) == (scale_factor == null))
            {
                throw new ArgumentException("Pass either size or scale_factor.", nameof(size));
            }
            (this.size, this.scale_factor, this.mode) = (size, scale_factor, mode);
            (this.align_corners, this.recompute_scale_factor) = (align_corners, recompute_scale_factor);
        }

        /// <summary>The new sizes; null if <see cref="scale_factor"/> says them.</summary>
        public long[]? size { get; }

        /// <summary>What the sizes are multiplied by; null if <see cref="size"/> has them.</summary>
        public double[]? scale_factor { get; }

        /// <summary>How values between the elements are computed.</summary>
        public torch.UpsampleMode mode { get; }

        /// <summary>Whether the centers of the corners stay where they are.</summary>
        public bool? align_corners { get; }

        /// <summary>Whether to use the factor that the rounded new size has to the old one.</summary>
        public bool? recompute_scale_factor { get; }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.interpolate(
            input, size, scale_factor, (torch.InterpolationMode)mode, align_corners, recompute_scale_factor ?? false);

        /// <inheritdoc/>
        public override string extra_repr()
        {
            string sizes = size == null ? PythonFormat.Text($"scale_factor={One(scale_factor!)}") : PythonFormat.Text($"size={One(size)}");
            return sizes + PythonFormat.Text($", mode={mode.ToString().ToLowerInvariant():r}");
        }

        private static object One<T>(T[] numbers) => numbers.Length == 1 ? (object)numbers[0]! : numbers;
    }
}
