using System;
using System.Collections.Generic;
using System.Diagnostics;

using Tensor = TorchSharpPy.torch.Tensor;

namespace TorchSharpPy.Bench
{
    /// <summary>Steps of training with Adam, with a rate that leaves the loss where it is.</summary>
    internal sealed class TrainingSteps
    {
        private readonly torch.jit.ScriptModule<Tensor, Tensor> module;
        private readonly torch.optim.Optimizer optimizer;
        private readonly Tensor inputs = torch.full(new long[] { 32, 10 }, 0.5);
        private readonly Tensor targets = torch.full(new long[] { 32, 1 }, 1.5);

        internal TrainingSteps(string path)
        {
            module = torch.jit.load<Tensor, Tensor>(path);
            optimizer = torch.optim.Adam(module.parameters(), lr: 1e-7);
        }

        internal void AddTo(IDictionary<string, Func<long, double>> cases) => cases["training_step"] = Time;

        private double Time(long count)
        {
            long start = Stopwatch.GetTimestamp();
            for (long i = 0; i < count; i++)
            {
                Step();
            }
            return Worker.NanosecondsSince(start) / count;
        }

        private void Step()
        {
            optimizer.zero_grad();
            using Tensor predicted = module.forward(inputs);
            using Tensor loss = torch.nn.functional.mse_loss(predicted, targets);
            loss.backward();
            optimizer.step();
        }
    }
}
