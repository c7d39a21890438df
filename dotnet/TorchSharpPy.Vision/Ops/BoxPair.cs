using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Ops
{
    /// <summary>Pairs of boxes [..., 4], for losses. Create it in a dispose scope.</summary>
    internal sealed class BoxPair
    {
        private readonly double eps;

        internal BoxPair(Tensor boxes1, Tensor boxes2, double eps)
        {
            First = Boxes.AsFloats(Boxes.Require(boxes1, nameof(boxes1), isList: false));
            Second = Boxes.AsFloats(Boxes.Require(boxes2, nameof(boxes2), isList: false));
            if (!boxes1.shape.AsSpan().SequenceEqual(boxes2.shape))
            {
                throw new ArgumentException(
                    $"Expected as many boxes as boxes1 has, {new Size(boxes1.shape)}, not {new Size(boxes2.shape)}.", nameof(boxes2));
            }
            this.eps = eps;
            Tensor width = Inner(2).sub(Outer(0));
            Tensor height = Inner(3).sub(Outer(1));
            Tensor meet = width.gt(0).logical_and(height.gt(0));
            Tensor common = torch.where(meet, width.mul(height), torch.zeros_like(width));
            Together = Boxes.Area(First).add(Boxes.Area(Second)).sub(common);
            Iou = common.div(Together.add(eps));
        }

        internal Tensor First { get; }

        internal Tensor Second { get; }

        /// <summary>The area of both together.</summary>
        internal Tensor Together { get; }

        internal Tensor Iou { get; }

        internal Tensor AroundWidth => Outer(2).sub(Inner(0));

        internal Tensor AroundHeight => Outer(3).sub(Inner(1));

        internal Tensor DistanceLoss
        {
            get
            {
                Tensor diagonal = AroundWidth.square().add(AroundHeight.square()).add(eps);
                Tensor x = Boxes.Center(First, 0).sub(Boxes.Center(Second, 0)).square();
                Tensor y = Boxes.Center(First, 1).sub(Boxes.Center(Second, 1)).square();
                return torch.rsub(Iou, 1.0).add(x.add(y).div(diagonal));
            }
        }

        private Tensor Inner(int column) => Boxes.Column(First, column).minimum(Boxes.Column(Second, column));

        private Tensor Outer(int column) => Boxes.Column(First, column).maximum(Boxes.Column(Second, column));
    }
}
