using System;
using System.Linq;
using TorchSharpPy;
using static TorchSharpPy.torch;
using F = TorchSharpPy.torch.nn.functional;

namespace Guides
{
    static class Tensors
    {
        public static void Run()
        {
            using DisposeScope scope = NewDisposeScope(); // disposes every tensor that is made here

            // PyTorch's names, order and defaults; several results are a named tuple.
            Tensor x = arange(12, dtype: float32).reshape(3, 4);
            (Tensor values, Tensor indices) = x.topk(2);
            Console.WriteLine($"{values[0, 0].item<float>()} {indices[0, 0].item<long>()}"); // 3 3
            Console.WriteLine(cat(new[] { x, x }, 1).sum(0)[^1].item<float>()); // 21

            // A list of sizes or dimensions is a number, a tuple, an array or a span.
            Console.WriteLine($"{x.mean(1).shape[0]} {x.mean((0, 1)).ndim} {zeros(2, 3).numel()}"); // 3 0 6
            Console.WriteLine(F.conv2d(rand(1, 3, 8, 8), rand(4, 3, 3, 3), stride: 2, padding: (1, 1)).shape[3]); // 4

            // Numbers, ranges and new dimensions are views; masks and indices copy. All can be assigned.
            Console.WriteLine(string.Join(" ", x[1..3, ^1].data<float>())); // 7 11
            Console.WriteLine(x[TensorIndex.Ellipsis, 0].sum().item<float>()); // 12
            Console.WriteLine(x[x > 8].numel()); // 3
            x[0] = 1;
            x[x > 8] = -1;
            Console.WriteLine(x.sum().item<float>()); // 31

            // Text as PyTorch prints it, or in another style; ToString() is the shape, type and device.
            x[1].print(); // tensor([4., 5., 6., 7.])
            Console.WriteLine(x[1].npstr()); // [4. 5. 6. 7.]
            Console.WriteLine(x); // [3x4], type = Float32, device = cpu

            // In place with an underscore; into another tensor with out.
            x.add_(1).clamp_(0, 5);
            Tensor doubled = empty(0);
            add(x, x, @out: doubled);
            Console.WriteLine((doubled == 2 * x).all().item<bool>()); // True

            // What shall live longer than the scope moves out of it.
            Tensor kept = scope.MoveToOuter(x + 1);
            scope.Dispose();
            Console.WriteLine($"{x.IsDisposed} {kept.IsDisposed}"); // True False
            kept.Dispose();
        }
    }
}
