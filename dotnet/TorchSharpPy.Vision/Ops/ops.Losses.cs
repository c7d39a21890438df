using TorchSharpPy.Ops;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class ops
        {
            /// <summary>The loss of RetinaNet (arXiv 1708.02002), which counts what is easy less.</summary>
            /// <param name="inputs">Scores.</param>
            /// <param name="targets">1 or 0 for each score.</param>
            /// <param name="alpha">The weight of the ones, 0 to 1; negative for no weights.</param>
            /// <param name="gamma">How much less what is easy counts.</param>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            public static Tensor sigmoid_focal_loss(
                Tensor inputs, Tensor targets, double alpha, double gamma, nn.Reduction reduction = nn.Reduction.None)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor p = torch.sigmoid(inputs);
                Tensor entropy = nn.functional.binary_cross_entropy_with_logits(inputs, targets, reduction: nn.Reduction.None);
                Tensor zeros = torch.rsub(targets, 1.0);
                Tensor right = p.mul(targets).add(torch.rsub(p, 1.0).mul(zeros));
                Tensor loss = entropy.mul(torch.rsub(right, 1.0).pow(gamma));
                if (alpha >= 0)
                {
                    loss = targets.mul(alpha).add(zeros.mul(1 - alpha)).mul(loss);
                }
                return Boxes.Reduced(loss, reduction).MoveToOuterDisposeScope();
            }

            /// <summary>The loss of RetinaNet (arXiv 1708.02002), which counts what is easy less.</summary>
            /// <param name="inputs">Scores.</param>
            /// <param name="targets">1 or 0 for each score.</param>
            /// <param name="alpha">The weight of the ones, 0 to 1; negative for no weights.</param>
            /// <param name="gamma">How much less what is easy counts.</param>
            /// <param name="reduction">How the losses of the elements are combined.</param>
            public static Tensor sigmoid_focal_loss(
                Tensor inputs, Tensor targets, float alpha = 0.25f, float gamma = 2, nn.Reduction reduction = nn.Reduction.None) =>
                sigmoid_focal_loss(inputs, targets, (double)alpha, gamma, reduction);

            /// <summary>1 minus the generalized intersection over union of each pair of boxes.</summary>
            /// <param name="boxes1">Boxes, [..., 4], as x1, y1, x2, y2.</param>
            /// <param name="boxes2">As many boxes.</param>
            /// <param name="reduction">How the losses of the pairs are combined.</param>
            /// <param name="eps">A small number against dividing by zero.</param>
            public static Tensor generalized_box_iou_loss(
                Tensor boxes1, Tensor boxes2, nn.Reduction reduction = nn.Reduction.None, double eps = 1e-7)
            {
                using DisposeScope scope = NewDisposeScope();
                var pair = new BoxPair(boxes1, boxes2, eps);
                Tensor around = pair.AroundWidth.mul(pair.AroundHeight);
                Tensor generalized = pair.Iou.sub(around.sub(pair.Together).div(around.add(eps)));
                return Boxes.Reduced(torch.rsub(generalized, 1.0), reduction).MoveToOuterDisposeScope();
            }

            /// <summary>1 minus the intersection over union of each pair of boxes, plus the distance of the centers.</summary>
            /// <param name="boxes1">Boxes, [..., 4], as x1, y1, x2, y2.</param>
            /// <param name="boxes2">As many boxes.</param>
            /// <param name="reduction">How the losses of the pairs are combined.</param>
            /// <param name="eps">A small number against dividing by zero.</param>
            public static Tensor distance_box_iou_loss(
                Tensor boxes1, Tensor boxes2, nn.Reduction reduction = nn.Reduction.None, double eps = 1e-7)
            {
                using DisposeScope scope = NewDisposeScope();
                return Boxes.Reduced(new BoxPair(boxes1, boxes2, eps).DistanceLoss, reduction).MoveToOuterDisposeScope();
            }

            /// <summary>The <see cref="distance_box_iou_loss"/> plus the differences of the ratios of the sides.</summary>
            /// <param name="boxes1">Boxes, [..., 4], as x1, y1, x2, y2.</param>
            /// <param name="boxes2">As many boxes.</param>
            /// <param name="reduction">How the losses of the pairs are combined.</param>
            /// <param name="eps">A small number against dividing by zero.</param>
            public static Tensor complete_box_iou_loss(
                Tensor boxes1, Tensor boxes2, nn.Reduction reduction = nn.Reduction.None, double eps = 1e-7)
            {
                using DisposeScope scope = NewDisposeScope();
                var pair = new BoxPair(boxes1, boxes2, eps);
                Tensor difference = Boxes.Ratios(
                    Boxes.Width(pair.Second).div(Boxes.Height(pair.Second)), Boxes.Width(pair.First).div(Boxes.Height(pair.First)));
                Tensor loss = pair.DistanceLoss.add(Weight(difference, pair.Iou, eps).mul(difference));
                return Boxes.Reduced(loss, reduction).MoveToOuterDisposeScope();
            }
        }
    }
}
