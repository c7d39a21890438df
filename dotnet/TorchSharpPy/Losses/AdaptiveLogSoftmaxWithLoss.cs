using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Layers;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The log likelihood of very many classes: rare classes are in clusters that have smaller layers.</summary>
            /// <param name="in_features">The size of the input's last dimension.</param>
            /// <param name="n_classes">The number of classes, the most frequent ones first.</param>
            /// <param name="cutoffs">Where the clusters begin, increasing. Classes before the first have no cluster.</param>
            /// <param name="div_value">How much smaller the layers of each next cluster are.</param>
            /// <param name="head_bias">Whether the layer of the frequent classes has a bias.</param>
            /// <param name="device">The device of the parameters.</param>
            /// <param name="dtype">The type of the parameters' elements.</param>
            /// <exception cref="ArgumentException">The cutoffs do not increase, or are not between 1 and n_classes - 1.</exception>
            public static AdaptiveLogSoftmaxWithLoss AdaptiveLogSoftmaxWithLoss(
                long in_features, long n_classes, long[] cutoffs, double div_value = 4.0, bool head_bias = false, Device? device = null,
                ScalarType? dtype = null) =>
                new AdaptiveLogSoftmaxWithLoss(in_features, n_classes, cutoffs, div_value, head_bias, device, dtype);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>The log likelihood of very many classes: rare classes are in clusters that have smaller layers.</summary>
    public sealed class AdaptiveLogSoftmaxWithLoss : nn.Module<Tensor, Tensor, (Tensor output, Tensor loss)>
    {
        private readonly long[] bounds;

        internal AdaptiveLogSoftmaxWithLoss(
            long in_features, long n_classes, long[] cutoffs, double div_value, bool head_bias, Device? device, ScalarType? dtype)
            : base(nameof(AdaptiveLogSoftmaxWithLoss))
        {
            this.in_features = Require.NotNegative(in_features, nameof(in_features));
            this.n_classes = Require.Positive(n_classes, nameof(n_classes));
            this.div_value = Require.Greater(div_value, 0, nameof(div_value));
            this.cutoffs = Checked(cutoffs ?? throw new ArgumentNullException(nameof(cutoffs)), n_classes);
            bounds = cutoffs.Append(n_classes).ToArray();
            head = nn.Linear(in_features, cutoffs[0] + cutoffs.Length, head_bias, device, dtype);
            tail = nn.ModuleList<Sequential>();
            for (int i = 0; i < cutoffs.Length; i++)
            {
                var size = (long)Math.Floor(in_features / Math.Pow(div_value, i + 1));
                tail.append(nn.Sequential(
                    nn.Linear(in_features, size, hasBias: false, device, dtype),
                    nn.Linear(size, bounds[i + 1] - bounds[i], hasBias: false, device, dtype)));
            }
            register_module(nameof(head), head);
            register_module(nameof(tail), tail);
        }

        /// <summary>The size of the input's last dimension.</summary>
        public long in_features { get; }

        /// <summary>The number of classes.</summary>
        public long n_classes { get; }

        /// <summary>Where the clusters begin.</summary>
        public IReadOnlyList<long> cutoffs { get; }

        /// <summary>How much smaller the layers of each next cluster are.</summary>
        public double div_value { get; }

        /// <summary>The layer of the frequent classes, and of the choice of a cluster.</summary>
        public Linear head { get; }

        /// <summary>The layers of the clusters.</summary>
        public ModuleList<Sequential> tail { get; }

        /// <summary>The log likelihood of the targets, and its negated mean.</summary>
        /// <param name="input1">The input, [N, in_features] or [in_features].</param>
        /// <param name="input2">The classes, Int64 of shape [N] or [].</param>
        /// <exception cref="ArgumentException">The shapes do not go together, or a class is out of range.</exception>
        public override (Tensor output, Tensor loss) forward(Tensor input1, Tensor input2)
        {
            Require.Dimensions(input2, 0, 1);
            bool isBatch = input2.ndim == 1;
            Require.Dimensions(input1, isBatch ? 2 : 1, isBatch ? 2 : 1);
            using DisposeScope scope = NewDisposeScope();
            Tensor input = isBatch ? input1 : input1.unsqueeze(0);
            Tensor target = isBatch ? input2 : input2.unsqueeze(0);
            if (input.shape[0] != target.shape[0])
            {
                throw new ArgumentException($"Expected {input.shape[0]} classes, not {target.shape[0]}.", nameof(input2));
            }
            if (target.lt(0).logical_or(target.ge(n_classes)).any().ToBoolean())
            {
                throw new ArgumentException($"A class is not between 0 and {n_classes - 1}.", nameof(input2));
            }
            Tensor output = LogLikelihood(input, target);
            Tensor loss = output.neg().mean();
            return ((isBatch ? output : output.squeeze(0)).MoveToOuterDisposeScope(), loss.MoveToOuterDisposeScope());
        }

        /// <summary>The logarithms of the probabilities of all classes, [N, n_classes].</summary>
        /// <param name="input">The input, [N, in_features].</param>
        public Tensor log_prob(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor first = nn.functional.log_softmax(head.call(input), 1);
            var parts = new List<Tensor> { first.narrow(1, 0, bounds[0]) };
            for (int i = 0; i < tail.Count; i++)
            {
                Tensor inCluster = nn.functional.log_softmax(tail[i].call(input), 1);
                parts.Add(inCluster.add(first.narrow(1, bounds[0] + i, 1)));
            }
            return torch.cat(parts.ToArray(), 1).MoveToOuterDisposeScope();
        }

        /// <summary>The classes with the highest probabilities, [N].</summary>
        /// <param name="input">The input, [N, in_features].</param>
        public Tensor predict(Tensor input)
        {
            using Tensor logarithms = log_prob(input);
            return logarithms.argmax(1);
        }

        private static long[] Checked(long[] cutoffs, long classes)
        {
            bool increases = cutoffs.Length > 0 && cutoffs[0] > 0 && cutoffs[cutoffs.Length - 1] < classes &&
                cutoffs.Zip(cutoffs.Skip(1), (before, after) => before < after).All(isLess => isLess);
            return increases ? (long[])cutoffs.Clone() : throw new ArgumentException(
                $"Expected increasing numbers from 1 to {classes - 1}, not [{string.Join(", ", cutoffs)}].", nameof(cutoffs));
        }

        private Tensor LogLikelihood(Tensor input, Tensor target)
        {
            Tensor output = torch.zeros(target.shape[0], dtype: input.dtype, device: input.device);
            Tensor place = target.clone(); // in the head: the class itself, or the place of its cluster
            for (int i = 0; i < tail.Count; i++)
            {
                Tensor rows = target.ge(bounds[i]).logical_and(target.lt(bounds[i + 1])).nonzero().squeeze(1);
                if (rows.numel() > 0)
                {
                    Tensor chosen = nn.functional.log_softmax(tail[i].call(input.index_select(0, rows)), 1)
                        .gather(1, target.index_select(0, rows).sub(bounds[i]).unsqueeze(1));
                    output = output.index_copy(0, rows, chosen.squeeze(1));
                    place.index_fill_(0, rows, bounds[0] + i);
                }
            }
            Tensor first = nn.functional.log_softmax(head.call(input), 1);
            return output.add(first.gather(1, place.unsqueeze(1)).squeeze(1));
        }
    }
}
