using System;
using System.Collections.Generic;
using System.IO;
using static TorchSharpPy.torch;

namespace FuzzWorker
{
    /// <summary>Loads the states of optimizers, and trains on.</summary>
    internal static class OptimizerActions
    {
        private static readonly Dictionary<string, Func<IEnumerable<Tensor>, optim.Optimizer>> All =
            new Dictionary<string, Func<IEnumerable<Tensor>, optim.Optimizer>>
            {
                ["sgd"] = tensors => optim.SGD(tensors, lr: 0.1, momentum: 0.9),
                ["adam"] = tensors => optim.Adam(tensors, lr: 0.1, amsgrad: true),
                ["adamw"] = tensors => optim.AdamW(tensors, lr: 0.1),
                ["rmsprop"] = tensors => optim.RMSprop(tensors, lr: 0.1, momentum: 0.5, centered: true),
                ["adagrad"] = tensors => optim.Adagrad(tensors, lr: 0.5),
                ["lbfgs"] = tensors => optim.LBFGS(tensors, lr: 0.1, max_iter: 3),
            };

        /// <summary>Writes a state of each kind.</summary>
        internal static void WriteStates(string folder)
        {
            foreach (var (name, make) in All)
            {
                using Tensor tensor = Parameter();
                using optim.Optimizer optimizer = make(new[] { tensor });
                Step(optimizer, tensor);
                Step(optimizer, tensor);
                optimizer.save_state_dict(Path.Combine(folder, name + ".optim"));
            }
        }

        /// <summary>Loads a state into each kind of optimizer; one of another family only into the first.</summary>
        internal static void TryStates(Session session, string path, byte[] data)
        {
            bool isState = path.EndsWith(".optim", StringComparison.Ordinal);
            foreach (var (name, make) in All)
            {
                using Tensor tensor = Parameter();
                using optim.Optimizer optimizer = make(new[] { tensor });
                bool isLoaded = session.Step("load state " + name, () =>
                {
                    optimizer.load_state_dict(path);
                    return true;
                });
                session.Step("load state stream " + name, () => optimizer.load_state_dict(new MemoryStream(data)));
                if (isLoaded)
                {
                    session.Step("step " + name, () => Step(optimizer, tensor));
                    session.Step("step again " + name, () => Step(optimizer, tensor));
                    session.Step("save state " + name, () => optimizer.save_state_dict(new MemoryStream()));
                }
                if (!isState)
                {
                    break;
                }
            }
        }

        private static Tensor Parameter() => tensor(new float[] { 3, -2, 1 }, requires_grad: true);

        private static void Step(optim.Optimizer optimizer, Tensor parameter)
        {
            using Tensor loss = optimizer.step(() =>
            {
                optimizer.zero_grad();
                Tensor sum = parameter.square().sum();
                sum.backward();
                return sum;
            });
        }
    }
}
