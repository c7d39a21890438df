using System;
using TorchSharpPy.Ops;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        /// <summary>Operators for detection: boxes, regions, losses, and modules.</summary>
        public static partial class ops
        {
            /// <summary>How the four numbers of a box describe it.</summary>
            public enum BoxFormats
            {
                /// <summary>Two corners.</summary>
                xyxy,

                /// <summary>A corner, and the width and height.</summary>
                xywh,

                /// <summary>The center, and the width and height.</summary>
                cxcywh,
            }

            /// <summary>The areas of boxes.</summary>
            /// <param name="boxes">Boxes, [N, 4], as x1, y1, x2, y2.</param>
            /// <returns>[N].</returns>
            /// <exception cref="ArgumentException">The boxes do not have the shape [N, 4].</exception>
            public static Tensor box_area(Tensor boxes)
            {
                Boxes.Require(boxes, nameof(boxes));
                using DisposeScope scope = NewDisposeScope();
                return Boxes.Area(boxes).MoveToOuterDisposeScope();
            }

            /// <summary>Converts boxes.</summary>
            /// <param name="boxes">Boxes, [..., 4].</param>
            /// <param name="in_fmt">How they are described.</param>
            /// <param name="out_fmt">How they shall be described.</param>
            /// <exception cref="ArgumentOutOfRangeException">There is no such format.</exception>
            public static Tensor box_convert(Tensor boxes, BoxFormats in_fmt, BoxFormats out_fmt)
            {
                Boxes.Require(boxes, nameof(boxes), isList: false);
                if (in_fmt == out_fmt)
                {
                    return boxes.clone();
                }
                using DisposeScope scope = NewDisposeScope();
                return FromCorners(ToCorners(boxes, in_fmt), out_fmt).MoveToOuterDisposeScope();
            }

            /// <summary>The intersections over unions of each box of one list with each box of the other.</summary>
            /// <param name="boxes1">Boxes, [N, 4], as x1, y1, x2, y2.</param>
            /// <param name="boxes2">Boxes, [M, 4].</param>
            /// <returns>[N, M], from 0 to 1.</returns>
            public static Tensor box_iou(Tensor boxes1, Tensor boxes2)
            {
                Boxes.Require(boxes1, nameof(boxes1));
                Boxes.Require(boxes2, nameof(boxes2));
                using DisposeScope scope = NewDisposeScope();
                (Tensor common, Tensor together) = Boxes.Overlap(boxes1, boxes2);
                return common.div(together).MoveToOuterDisposeScope();
            }

            /// <summary>The generalized intersections over unions: minus the empty part of the box around both.</summary>
            /// <param name="boxes1">Boxes, [N, 4], as x1, y1, x2, y2.</param>
            /// <param name="boxes2">Boxes, [M, 4].</param>
            /// <returns>[N, M], from -1 to 1.</returns>
            public static Tensor generalized_box_iou(Tensor boxes1, Tensor boxes2)
            {
                Boxes.Require(boxes1, nameof(boxes1));
                Boxes.Require(boxes2, nameof(boxes2));
                using DisposeScope scope = NewDisposeScope();
                (Tensor common, Tensor together) = Boxes.Overlap(boxes1, boxes2);
                Tensor around = Boxes.Product(Boxes.Around(boxes1, boxes2));
                return common.div(together).sub(around.sub(together).div(around)).MoveToOuterDisposeScope();
            }

            /// <summary>The intersections over unions minus the distances of the centers.</summary>
            /// <param name="boxes1">Boxes, [N, 4], as x1, y1, x2, y2.</param>
            /// <param name="boxes2">Boxes, [M, 4].</param>
            /// <param name="eps">A small number against dividing by zero.</param>
            /// <returns>[N, M].</returns>
            public static Tensor distance_box_iou(Tensor boxes1, Tensor boxes2, double eps = 1e-7)
            {
                Boxes.Require(boxes1, nameof(boxes1));
                Boxes.Require(boxes2, nameof(boxes2));
                using DisposeScope scope = NewDisposeScope();
                return Distance(Boxes.AsFloats(boxes1), Boxes.AsFloats(boxes2), eps).distance.MoveToOuterDisposeScope();
            }

            /// <summary>The intersections over unions minus the distances of the centers and the differences of the ratios.</summary>
            /// <param name="boxes1">Boxes, [N, 4], as x1, y1, x2, y2.</param>
            /// <param name="boxes2">Boxes, [M, 4].</param>
            /// <param name="eps">A small number against dividing by zero.</param>
            /// <returns>[N, M].</returns>
            public static Tensor complete_box_iou(Tensor boxes1, Tensor boxes2, double eps = 1e-7)
            {
                Boxes.Require(boxes1, nameof(boxes1));
                Boxes.Require(boxes2, nameof(boxes2));
                using DisposeScope scope = NewDisposeScope();
                (Tensor first, Tensor second) = (Boxes.AsFloats(boxes1), Boxes.AsFloats(boxes2));
                (Tensor distance, Tensor iou) = Distance(first, second, eps);
                Tensor ratio = Boxes.Width(first).div(Boxes.Height(first)).unsqueeze(1);
                Tensor difference = Boxes.Ratios(ratio, Boxes.Width(second).div(Boxes.Height(second)));
                return distance.sub(Weight(difference, iou, eps).mul(difference)).MoveToOuterDisposeScope();
            }

            /// <summary>Boxes without their parts outside of an image.</summary>
            /// <param name="boxes">Boxes, [..., 4], as x1, y1, x2, y2.</param>
            /// <param name="size">The height and width of the image.</param>
            public static Tensor clip_boxes_to_image(Tensor boxes, (long height, long width) size)
            {
                Boxes.Require(boxes, nameof(boxes), isList: false);
                using DisposeScope scope = NewDisposeScope();
                Tensor[] sides = boxes.unbind(-1);
                return torch.stack(
                    new[]
                    {
                        sides[0].clamp(0, size.width), sides[1].clamp(0, size.height),
                        sides[2].clamp(0, size.width), sides[3].clamp(0, size.height),
                    },
                    -1).MoveToOuterDisposeScope();
            }

            /// <summary>The places of the boxes whose width and height are at least a size.</summary>
            /// <param name="boxes">Boxes, [N, 4], as x1, y1, x2, y2.</param>
            /// <param name="min_size">The size.</param>
            /// <returns>Integers, at most N.</returns>
            public static Tensor remove_small_boxes(Tensor boxes, double min_size)
            {
                Boxes.Require(boxes, nameof(boxes));
                using DisposeScope scope = NewDisposeScope();
                Tensor isKept = Boxes.Width(boxes).ge(min_size).logical_and(Boxes.Height(boxes).ge(min_size));
                return isKept.nonzero().view(-1).MoveToOuterDisposeScope();
            }

            /// <summary>The smallest boxes around masks.</summary>
            /// <param name="masks">Masks, [N, H, W]: what is not zero belongs to the mask.</param>
            /// <returns>[N, 4] of floats, as x1, y1, x2, y2, with both borders in the mask.</returns>
            /// <exception cref="ArgumentException">The masks do not have three dimensions, or one of them is empty.</exception>
            public static Tensor masks_to_boxes(Tensor masks)
            {
                if (masks is null)
                {
                    throw new ArgumentNullException(nameof(masks));
                }
                if (masks.dim() != 3)
                {
                    throw new ArgumentException($"Expected masks [N, H, W], not a tensor of shape {new Size(masks.shape)}.", nameof(masks));
                }
                using DisposeScope scope = NewDisposeScope();
                if (masks.size(0) == 0)
                {
                    return torch.zeros(new long[] { 0, 4 }, ScalarType.Float32, masks.device).MoveToOuterDisposeScope();
                }
                Tensor isInside = masks.ne(0);
                (Tensor left, Tensor right) = Borders(isInside.any(-2));
                (Tensor top, Tensor bottom) = Borders(isInside.any(-1));
                return torch.stack(new[] { left, top, right, bottom }, 1).to(ScalarType.Float32).MoveToOuterDisposeScope();
            }

            private static (Tensor first, Tensor last) Borders(Tensor isInside)
            {
                if (!isInside.any(-1).all().ToBoolean())
                {
                    throw new ArgumentException("A mask is empty, so there is no box around it.", "masks");
                }
                Tensor numbers = isInside.to(ScalarType.Byte);
                return (numbers.argmax(-1), torch.rsub(numbers.flip(-1).argmax(-1), isInside.size(-1) - 1));
            }

            private static (Tensor distance, Tensor iou) Distance(Tensor boxes1, Tensor boxes2, double eps)
            {
                (Tensor common, Tensor together) = Boxes.Overlap(boxes1, boxes2);
                Tensor iou = common.div(together);
                Tensor around = Boxes.Around(boxes1, boxes2);
                Tensor diagonal = around.select(-1, 0).square().add(around.select(-1, 1).square()).add(eps);
                Tensor x = Boxes.Center(boxes1, 0).unsqueeze(1).sub(Boxes.Center(boxes2, 0)).square();
                Tensor y = Boxes.Center(boxes1, 1).unsqueeze(1).sub(Boxes.Center(boxes2, 1)).square();
                return (iou.sub(x.add(y).div(diagonal)), iou);
            }

            // A weight has no gradient.
            private static Tensor Weight(Tensor difference, Tensor iou, double eps)
            {
                using (torch.no_grad())
                {
                    return difference.div(torch.rsub(iou, 1.0).add(difference).add(eps));
                }
            }

            private static Tensor ToCorners(Tensor boxes, BoxFormats format)
            {
                Tensor[] four = boxes.unbind(-1);
                switch (format)
                {
                    case BoxFormats.xyxy:
                        return boxes;
                    case BoxFormats.xywh:
                        return torch.stack(new[] { four[0], four[1], four[0].add(four[2]), four[1].add(four[3]) }, -1);
                    case BoxFormats.cxcywh:
                        (Tensor width, Tensor height) = (four[2].mul(0.5), four[3].mul(0.5));
                        return torch.stack(
                            new[] { four[0].sub(width), four[1].sub(height), four[0].add(width), four[1].add(height) }, -1);
                    default:
                        throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format of boxes.");
                }
            }

            private static Tensor FromCorners(Tensor boxes, BoxFormats format)
            {
                Tensor[] four = boxes.unbind(-1);
                (Tensor width, Tensor height) = (four[2].sub(four[0]), four[3].sub(four[1]));
                return format switch
                {
                    BoxFormats.xyxy => boxes.alias(),
                    BoxFormats.xywh => torch.stack(new[] { four[0], four[1], width, height }, -1),
                    BoxFormats.cxcywh => torch.stack(
                        new[] { four[0].add(four[2]).div(2), four[1].add(four[3]).div(2), width, height }, -1),
                    _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format of boxes."),
                };
            }
        }
    }
}
