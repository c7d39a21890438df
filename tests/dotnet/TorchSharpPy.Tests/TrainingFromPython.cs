using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>What the Python tests of training call.</summary>
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
    }
}
