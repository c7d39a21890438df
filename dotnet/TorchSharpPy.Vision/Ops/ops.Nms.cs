using System;
using TorchSharpPy.Ops;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class ops
        {
            /// <summary>Of boxes that overlap, those with the greatest scores (non-maximum suppression).</summary>
            /// <param name="boxes">Boxes, [N, 4], as x1, y1, x2, y2.</param>
            /// <param name="scores">Their scores, [N].</param>
            /// <param name="iou_threshold">Of two boxes whose intersection over union is greater, one goes.</param>
            /// <returns>The places of those that stay, by descending score.</returns>
            /// <exception cref="ArgumentException">The shapes do not fit.</exception>
            public static Tensor nms(Tensor boxes, Tensor scores, double iou_threshold) =>
                Suppressed(boxes, scores, null, iou_threshold);

            /// <summary>Like <see cref="nms"/>, for each class apart.</summary>
            /// <param name="boxes">Boxes, [N, 4], as x1, y1, x2, y2.</param>
            /// <param name="scores">Their scores, [N].</param>
            /// <param name="idxs">Their classes, [N] integers.</param>
            /// <param name="iou_threshold">Of two boxes of a class whose intersection over union is greater, one goes.</param>
            /// <returns>The places of those that stay, by descending score.</returns>
            /// <exception cref="ArgumentException">The shapes do not fit.</exception>
            public static Tensor batched_nms(Tensor boxes, Tensor scores, Tensor idxs, double iou_threshold) =>
                Suppressed(boxes, scores, idxs ?? throw new ArgumentNullException(nameof(idxs)), iou_threshold);

            private static Tensor Suppressed(Tensor boxes, Tensor scores, Tensor? classes, double threshold)
            {
                Boxes.Require(boxes, nameof(boxes));
                RequirePerBox(scores ?? throw new ArgumentNullException(nameof(scores)), boxes, nameof(scores));
                if (classes is object)
                {
                    RequirePerBox(classes, boxes, "idxs");
                }
                using DisposeScope scope = NewDisposeScope();
                Tensor order = torch.sort(scores.detach(), stable: true, descending: true).Item2;
                double[] sides = Sorted(boxes, order, ScalarType.Float64).data<double>().ToArray();
                long[]? groups = classes is null ? null : Sorted(classes, order, ScalarType.Int64).data<long>().ToArray();
                long[] kept = Suppression.Kept(sides, groups, threshold, isSingle: boxes.dtype != ScalarType.Float64);
                return order.index_select(0, torch.tensor(kept, device: order.device)).MoveToOuterDisposeScope();
            }

            private static Tensor Sorted(Tensor values, Tensor order, ScalarType type) =>
                values.detach().index_select(0, order).to(type).cpu().contiguous();

            private static void RequirePerBox(Tensor values, Tensor boxes, string name)
            {
                if (values.dim() != 1 || values.size(0) != boxes.size(0))
                {
                    throw new ArgumentException(
                        $"Expected one number for each of {boxes.size(0)} boxes, not a tensor of shape {new Size(values.shape)}.", name);
                }
            }
        }
    }
}
