using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Ops
{
    /// <summary>What several functions on boxes need. Call them in a dispose scope: intermediate tensors stay until its end.</summary>
    internal static class Boxes
    {
        /// <summary>Boxes have four numbers each: x1, y1, x2, y2.</summary>
        /// <exception cref="ArgumentException">They have not.</exception>
        internal static Tensor Require(Tensor boxes, string name, bool isList = true)
        {
            if (boxes is null)
            {
                throw new ArgumentNullException(name);
            }
            bool fits = boxes.dim() >= 1 && boxes.size(-1) == 4 && (!isList || boxes.dim() == 2);
            return fits ? boxes : throw new ArgumentException(
                $"Expected boxes of four numbers, {(isList ? "[N, 4]" : "[..., 4]")}, not a tensor of shape {new Size(boxes.shape)}.",
                name);
        }

        /// <summary>The boxes in a type that products do not overflow.</summary>
        internal static Tensor Upcast(Tensor boxes) => boxes.is_floating_point()
            ? boxes.dtype == ScalarType.Float32 || boxes.dtype == ScalarType.Float64 ? boxes : boxes.to(ScalarType.Float32)
            : boxes.dtype == ScalarType.Int32 || boxes.dtype == ScalarType.Int64 ? boxes : boxes.to(ScalarType.Int32);

        internal static Tensor AsFloats(Tensor boxes) =>
            boxes.dtype == ScalarType.Float32 || boxes.dtype == ScalarType.Float64 ? boxes : boxes.to(ScalarType.Float32);

        /// <summary>One of the four numbers of each box.</summary>
        internal static Tensor Column(Tensor boxes, int column) => boxes.select(-1, column);

        internal static Tensor Width(Tensor boxes) => Column(boxes, 2).sub(Column(boxes, 0));

        internal static Tensor Height(Tensor boxes) => Column(boxes, 3).sub(Column(boxes, 1));

        internal static Tensor Area(Tensor boxes)
        {
            Tensor wide = Upcast(boxes);
            return Width(wide).mul(Height(wide));
        }

        /// <summary>The common area of each box of one list with each box of the other, and the area of both together.</summary>
        internal static (Tensor common, Tensor together) Overlap(Tensor boxes1, Tensor boxes2)
        {
            Tensor each = boxes1.unsqueeze(1);
            Tensor corner = each.narrow(-1, 0, 2).maximum(boxes2.narrow(-1, 0, 2));
            Tensor opposite = each.narrow(-1, 2, 2).minimum(boxes2.narrow(-1, 2, 2));
            Tensor common = Product(Upcast(opposite.sub(corner)).clamp_min(0));
            return (common, Area(boxes1).unsqueeze(1).add(Area(boxes2)).sub(common));
        }

        /// <summary>The width and height of the smallest box around each box of one list and each box of the other.</summary>
        internal static Tensor Around(Tensor boxes1, Tensor boxes2)
        {
            Tensor each = boxes1.unsqueeze(1);
            Tensor corner = each.narrow(-1, 0, 2).minimum(boxes2.narrow(-1, 0, 2));
            Tensor opposite = each.narrow(-1, 2, 2).maximum(boxes2.narrow(-1, 2, 2));
            return Upcast(opposite.sub(corner)).clamp_min(0);
        }

        internal static Tensor Product(Tensor sides) => sides.select(-1, 0).mul(sides.select(-1, 1));

        internal static Tensor Center(Tensor boxes, int axis) => Column(boxes, axis).add(Column(boxes, axis + 2)).div(2);

        /// <summary>The differences between the ratios of the sides, as angles, squared: 4 / pi^2 of them.</summary>
        internal static Tensor Ratios(Tensor ratio1, Tensor ratio2) =>
            ratio1.atan().sub(ratio2.atan()).square().mul(4 / (Math.PI * Math.PI));

        internal static Tensor Reduced(Tensor losses, torch.nn.Reduction reduction) => reduction switch
        {
            torch.nn.Reduction.None => losses,
            torch.nn.Reduction.Sum => losses.sum(),
            torch.nn.Reduction.Mean => losses.numel() > 0 ? losses.mean() : losses.sum().mul(0.0),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "The reduction must be None, Mean or Sum."),
        };
    }
}
