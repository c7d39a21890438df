using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.autograd;

namespace Exiting
{
    /// <summary>C# that libtorch calls, and threads of a loader, while the program ends.</summary>
    public static class Callbacks
    {
        private static readonly List<Tensor> Graphs = new List<Tensor>();

        /// <summary>A result that a function of C# can differentiate, for Python to keep.</summary>
        public static Tensor Node() => Doubling.apply(ones(2, requires_grad: true), 0);

        /// <summary>Backward through functions and hooks; some graphs are never released.</summary>
        internal static void Functions(Action begun)
        {
            lock (Graphs)
            {
                Graphs.Add(Node());
            }
            Work.Repeat(begun, () =>
            {
                using Tensor x = ones(4, requires_grad: true);
                x.register_hook(gradient => gradient * 2);
                using Tensor y = Doubling.apply(x, 0);
                using Tensor loss = y.sum();
                loss.backward();
            });
        }

        /// <summary>A backward in C# that takes long.</summary>
        internal static void LongBackward(Action begun)
        {
            using Tensor loss = Doubling.apply(ones(2, requires_grad: true), begun).sum();
            loss.backward();
        }

        /// <summary>Threads that make batches.</summary>
        internal static void Loader(Action begun)
        {
            using Tensor x = ones(100, 4);
            var dataset = utils.data.TensorDataset(x);
            Work.Repeat(begun, () => utils.data.DataLoader(dataset, 3, shuffle: true, num_worker: 3).Count());
        }

        private sealed class Doubling : SingleTensorFunction<Doubling>
        {
            public override string Name => nameof(Doubling);

            public override Tensor forward(AutogradContext ctx, params object[] vars)
            {
                ctx.save_data("begun", vars[1]);
                return ((Tensor)vars[0]) * 2;
            }

            public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
            {
                if (ctx.get_data("begun") is Action begun)
                {
                    begun();
                    Thread.Sleep(Timeout.Infinite);
                }
                return new List<Tensor> { grad_output * 2, null! };
            }
        }
    }
}
