using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn;

namespace Programs
{
    /// <summary>Finds rectangles on images, and drops boxes that are found twice.</summary>
    static class Detector
    {
        private const int Side = 32, Cell = 4, Grid = Side / Cell; // the network looks for a box in each 4 x 4 of 32 x 32 pixels
        private const int Steps = 150, Batch = 16;

        /// <summary>Images to logits that a cell is in a box (N, 64), and distances of the sides (N, 64, 4).</summary>
        private sealed class Net : Module<Tensor, (Tensor logits, Tensor sides)>
        {
            private readonly Module<Tensor, Tensor> body = Sequential(
                Conv2d(1, 8, 3, stride: 2, padding: 1), ReLU(),
                Conv2d(8, 16, 3, stride: 2, padding: 1), ReLU(),
                Conv2d(16, 32, 3, padding: 1), ReLU(), Conv2d(32, 5, 3, padding: 1));

            public Net()
                : base(nameof(Net))
            {
                RegisterComponents();
            }

            public override (Tensor, Tensor) forward(Tensor images)
            {
                Tensor found = body.call(images).flatten(2);
                return (found[.., 0], Cell * found[.., 1..].transpose(1, 2));
            }
        }

        public static void Run()
        {
            set_num_threads(1); // the model is too small for more
            manual_seed(0);
            using var scope = NewDisposeScope();
            using var model = new Net();
            Tensor centers = MakeCenters();
            using var optimizer = optim.Adam(model.parameters(), lr: 1e-2);
            for (int step = 1; step <= Steps; step++)
            {
                using var tensors = NewDisposeScope(); // disposes the tensors of each step
                var (pictures, truth) = Draw(Batch);
                var (inside, sides) = MakeTargets(truth, centers);
                optimizer.zero_grad();
                var (scores, distances) = model.call(pictures);
                Tensor errors = functional.smooth_l1_loss(distances, sides, Reduction.None).sum(2);
                Tensor loss = functional.binary_cross_entropy_with_logits(scores, inside) + (errors * inside).mean();
                loss.backward();
                optimizer.step();
                if (step % 50 == 0)
                {
                    Console.WriteLine($"step {step}: loss {loss.item<float>():0.0000}");
                }
            }

            var (images, boxes) = Draw(50);
            using var noGradients = no_grad();
            var (logits, found) = model.call(images);
            long likely = 0, kept = 0, right = 0;
            for (int i = 0; i < boxes.Count; i++)
            {
                var (all, detected) = Detect(logits[i], found[i], centers);
                (likely, kept) = (likely + all.size(0), kept + detected.size(0));
                if (detected.size(0) > 0 && boxes[i].size(0) > 0)
                {
                    right += (torchvision.ops.box_iou(boxes[i], detected).amax(1) > 0.5).sum().item<long>();
                }
            }
            long rectangles = boxes.Sum(one => one.size(0));
            Console.WriteLine($"boxes {likely}, after suppression {kept}, rectangles {rectangles}");
            Console.WriteLine($"precision {(double)right / kept:0.000}, recall {(double)right / rectangles:0.000}");
        }

        /// <summary>The boxes of one image: all of the likely ones, and those that the suppression keeps.</summary>
        private static (Tensor all, Tensor kept) Detect(Tensor logits, Tensor sides, Tensor centers)
        {
            Tensor scores = logits.sigmoid();
            Tensor likely = scores > 0.5;
            (Tensor middles, Tensor distances) = (centers[likely], sides[likely]);
            Tensor boxes = cat(new[] { middles - distances[.., ..2], middles + distances[.., 2..] }, 1);
            return (boxes, boxes[torchvision.ops.nms(boxes, scores[likely], 0.4)]);
        }

        /// <summary>Images (N, 1, 32, 32) with up to one rectangle in each quarter, and boxes (boxes, 4) of each.</summary>
        private static (Tensor images, List<Tensor> boxes) Draw(int count)
        {
            Tensor images = zeros(count, 1, Side, Side);
            var boxes = new List<Tensor>();
            const int half = Side / 2;
            for (int i = 0; i < count; i++)
            {
                var found = new List<float>();
                for (int quarter = 0; quarter < 4; quarter++)
                {
                    if (rand(new long[0]).item<float>() < 0.5)
                    {
                        continue;
                    }
                    long[] size = randint(6, 13, 2).data<long>().ToArray();
                    int left = (half * (quarter % 2)) + (int)randint(half - size[0] + 1, new long[0]).item<long>();
                    int top = (half * (quarter / 2)) + (int)randint(half - size[1] + 1, new long[0]).item<long>();
                    (int right, int bottom) = (left + (int)size[0], top + (int)size[1]);
                    images[i, 0, top..bottom, left..right] = 1;
                    found.AddRange(new float[] { left, top, right, bottom });
                }
                boxes.Add(tensor(found.ToArray()).reshape(-1, 4));
            }
            return (images + (0.2 * randn_like(images)), boxes);
        }

        /// <summary>The middles of the cells (64, 2).</summary>
        private static Tensor MakeCenters()
        {
            Tensor at = Cell * (arange(Grid) + 0.5);
            Tensor[] grid = meshgrid(new[] { at, at }, indexing: "ij");
            return stack(new[] { grid[1].flatten(), grid[0].flatten() }, 1);
        }

        /// <summary>Whether a cell's middle is in a box (N, 64), and how far its four sides are (N, 64, 4).</summary>
        private static (Tensor inside, Tensor sides) MakeTargets(List<Tensor> boxes, Tensor centers)
        {
            Tensor inside = zeros(boxes.Count, centers.size(0));
            Tensor sides = zeros(boxes.Count, centers.size(0), 4);
            for (int i = 0; i < boxes.Count; i++)
            {
                foreach (Tensor box in boxes[i].unbind())
                {
                    Tensor distances = cat(new[] { centers - box[..2], box[2..] - centers }, 1);
                    Tensor here = distances.amin(1) > 0;
                    inside[i] = where(here, 1, inside[i]);
                    sides[i] = where(here.unsqueeze(1), distances, sides[i]);
                }
            }
            return (inside, sides);
        }
    }
}
