using System;

namespace TorchSharpPy.Sequences
{
    /// <summary>The input of a recurrent layer and what follows from it; only within a scope, which disposes its tensors.</summary>
    internal readonly struct RecurrentInput
    {
        private readonly RecurrentPlan plan;
        private readonly torch.nn.utils.rnn.PackedSequence? packed;

        /// <summary>One sequence or a batch of them.</summary>
        internal RecurrentInput(RecurrentPlan plan, torch.Tensor input)
        {
            long dimensions = (input ?? throw new ArgumentNullException(nameof(input))).dim();
            if (dimensions != 2 && dimensions != 3)
            {
                throw new ArgumentException(
                    $"Expected a sequence of 2 dimensions or a batch of 3 dimensions, not {dimensions}.", nameof(input));
            }
            this.plan = plan;
            packed = null;
            IsBatch = dimensions == 3;
            Data = IsBatch ? input : input.unsqueeze(plan.BatchDimension);
            Batch = Data.shape[plan.BatchDimension];
            CheckElements();
        }

        /// <summary>Packed sequences.</summary>
        internal RecurrentInput(RecurrentPlan plan, torch.nn.utils.rnn.PackedSequence input)
        {
            this.plan = plan;
            packed = input ?? throw new ArgumentNullException(nameof(input));
            IsBatch = true;
            Data = input.data;
            using torch.Tensor first = input.batch_sizes.select(0, 0);
            Batch = first.ToInt64();
            CheckElements();
        }

        internal torch.Tensor Data { get; }

        /// <summary>How many sequences have each element; null if they are not packed.</summary>
        internal torch.Tensor? Sizes => packed?.batch_sizes;

        internal long Batch { get; }

        private bool IsBatch { get; }

        /// <summary>A state for the operators: the given one, checked, or zeros.</summary>
        /// <param name="state">The state of each layer and direction; null for zeros.</param>
        /// <param name="size">The size of its elements.</param>
        /// <param name="name">Its name in error messages.</param>
        internal torch.Tensor State(torch.Tensor? state, long size, string name)
        {
            long[] expected = { plan.Layers * plan.Directions, Batch, size };
            if (state is null)
            {
                return torch.zeros(expected, dtype: Data.dtype, device: Data.device);
            }
            long[] wanted = IsBatch ? expected : new[] { expected[0], size };
            if (!state.shape.AsSpan().SequenceEqual(wanted))
            {
                throw new ArgumentException(
                    $"Expected a state of the shape {new torch.Size(wanted)}, not {new torch.Size(state.shape)}.", name);
            }
            if (!IsBatch)
            {
                return state.unsqueeze(1);
            }
            return packed?.sorted_indices is torch.Tensor order ? state.index_select(1, order) : state;
        }

        /// <summary>What the layer returns, in the form of the input.</summary>
        internal torch.Tensor Output(torch.Tensor output) => IsBatch ? output : output.squeeze(plan.BatchDimension);

        /// <summary>A state after the last step, in the form and order of the input.</summary>
        internal torch.Tensor LastState(torch.Tensor state)
        {
            if (!IsBatch)
            {
                return state.squeeze(1);
            }
            return packed?.unsorted_indices is torch.Tensor order ? state.index_select(1, order) : state;
        }

        private void CheckElements()
        {
            long[] shape = Data.shape;
            if (packed != null && shape.Length != 2)
            {
                throw new ArgumentException($"Expected packed sequences of vectors, 2 dimensions, not {shape.Length}.", "input");
            }
            if (shape[shape.Length - 1] != plan.InputSize)
            {
                throw new ArgumentException(
                    $"Expected elements of the size {plan.InputSize}, as the layer was made for, not {shape[shape.Length - 1]}.", "input");
            }
        }
    }
}
