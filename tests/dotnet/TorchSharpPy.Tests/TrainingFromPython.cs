using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Methods for the Python tests of training.</summary>
    public static class TrainingFromPython
    {
        public static DataLoader Loader(Tensor[] tensors, long batchSize, bool shuffle, bool dropLast, Generator? generator) =>
            torch.utils.data.DataLoader(torch.utils.data.TensorDataset(tensors), batchSize, shuffle, dropLast, generator);

        /// <summary>The batches of one epoch, as copies that outlive it.</summary>
        public static Tensor[][] Epoch(DataLoader loader) =>
            loader.Select(batch => batch.Select(tensor => tensor.clone()).ToArray()).ToArray();

        /// <summary>Groups for an optimizer, from Python's lists.</summary>
        public static ParamGroup[] Groups(Tensor[] parameters) => new[] { new ParamGroup(parameters) };

        /// <summary>Groups of one parameter each, each with a learning rate.</summary>
        public static ParamGroup[] Groups(Tensor[] parameters, double[] rates) =>
            parameters.Zip(rates, (parameter, rate) => new ParamGroup(new[] { parameter }, rate)).ToArray();

        public static ParamGroup[] Groups(torch.jit.ScriptModule module) => new[] { new ParamGroup(module.parameters()) };

        public static double ClipNorm(Tensor[] parameters, double most, double type, bool error = false) =>
            torch.nn.utils.clip_grad_norm_(parameters, most, type, error);

        public static void ClipValue(Tensor[] parameters, double most) => torch.nn.utils.clip_grad_value_(parameters, most);

        public static void SaveState(optim.lr_scheduler.LRScheduler schedule, string path) => torch.save(schedule.state_dict(), path);

        public static void SaveState(amp.GradScaler scaler, string path) => torch.save(scaler.state_dict(), path);

        public static void LoadState(amp.GradScaler scaler, string path) =>
            scaler.load_state_dict((IDictionary)torch.load(path));

        /// <summary>A step to an epoch, or to the next one if it is negative.</summary>
        public static void Jump(optim.lr_scheduler.LRScheduler schedule, int epoch) => schedule.step(epoch < 0 ? default(int?) : epoch);

        public static void LoadState(optim.lr_scheduler.LRScheduler schedule, string path) =>
            schedule.load_state_dict((IDictionary)torch.load(path));

        /// <summary>The loss before each step, and after the last.</summary>
        public static double[] Curve(torch.jit.ScriptModule module, optim.Optimizer optimizer, Tensor x, Tensor y, int steps)
        {
            Tensor Loss() => torch.nn.functional.cross_entropy((Tensor)module.forward(x), y);

            var losses = new List<double>();
            for (int step = 0; step < steps; step++)
            {
                using Tensor loss = optimizer.step(() =>
                {
                    optimizer.zero_grad();
                    Tensor computed = Loss();
                    computed.backward();
                    return computed;
                });
                losses.Add(loss.ToDouble());
            }
            losses.Add(Loss().ToDouble());
            return losses.ToArray();
        }
    }
}
