using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

using Tensor = TorchSharpPy.torch.Tensor;

namespace TorchSharpPy.Bench
{
    /// <summary>Steps of optimizers alone: on the weights of a small network, and on weights that keep the kernels busy.</summary>
    internal static class OptimizerSteps
    {
        private static readonly Dictionary<string, long[][]> Sizes = new Dictionary<string, long[][]>
        {
            ["small"] = new[]
            {
                new long[] { 64, 10 }, new long[] { 64 }, new long[] { 64, 64 }, new long[] { 64 }, new long[] { 1, 64 }, new long[] { 1 },
            },
            ["large"] = new[] { new long[] { 1024, 1024 }, new long[] { 1024, 1024 } },
        };

        private static readonly Dictionary<string, Func<Tensor[], torch.optim.Optimizer>> Makers =
            new Dictionary<string, Func<Tensor[], torch.optim.Optimizer>>
            {
                ["SGD"] = weights => torch.optim.SGD(weights, lr: 1e-7, momentum: 0.9),
                ["Adam"] = weights => torch.optim.Adam(weights, lr: 1e-7),
                ["RMSprop"] = weights => torch.optim.RMSprop(weights, lr: 1e-7),
                ["RAdam"] = weights => torch.optim.RAdam(weights, lr: 1e-7),
            };

        internal static void AddTo(IDictionary<string, Func<long, double>> cases)
        {
            foreach (string size in Sizes.Keys)
            {
                foreach (string name in Makers.Keys)
                {
                    var optimizer = new Lazy<torch.optim.Optimizer>(() => Make(Sizes[size], Makers[name]));
                    cases[$"step_{size}_{name}"] = count => Time(optimizer.Value, count);
                }
            }
        }

        private static torch.optim.Optimizer Make(long[][] shapes, Func<Tensor[], torch.optim.Optimizer> make)
        {
            Tensor[] weights = shapes.Select(shape => torch.full(shape, 0.5, requires_grad: true)).ToArray();
            foreach (Tensor weight in weights)
            {
                weight.grad = torch.full_like(weight, 0.25);
            }
            return make(weights);
        }

        private static double Time(torch.optim.Optimizer optimizer, long count)
        {
            long start = Stopwatch.GetTimestamp();
            for (long i = 0; i < count; i++)
            {
                optimizer.step();
            }
            return Worker.NanosecondsSince(start) / count;
        }
    }
}
