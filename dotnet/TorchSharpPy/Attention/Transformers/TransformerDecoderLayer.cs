using System;
using TorchSharpPy.Attention;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A layer of a transformer's decoder: attention to itself and to other elements, and two linear layers.</summary>
            /// <param name="d_model">The size of the elements.</param>
            /// <param name="nhead">The number of heads, which divides it.</param>
            /// <param name="dim_feedforward">The size between the linear layers.</param>
            /// <param name="dropout">The probability of zeros, in training.</param>
            /// <param name="activation">The function between the linear layers.</param>
            /// <param name="layer_norm_eps">What norms add to variances.</param>
            /// <param name="batch_first">Whether a batch is [N, length, size], not [length, N, size].</param>
            /// <param name="norm_first">Whether each part normalizes what it takes, not what it returns.</param>
            /// <param name="bias">Whether linear layers and norms have biases.</param>
            /// <param name="device">The device of the weights.</param>
            /// <param name="dtype">Their type.</param>
            /// <exception cref="ArgumentException">The number of heads does not divide the size.</exception>
            public static TransformerDecoderLayer TransformerDecoderLayer(
                long d_model = 512, long nhead = 8, long dim_feedforward = 2048, double dropout = 0.1,
                Activations activation = Activations.ReLU, double layer_norm_eps = 1e-5, bool batch_first = false,
                bool norm_first = false, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new TransformerDecoderLayer(
                    new TransformerOptions(d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps)
                    {
                        BatchFirst = batch_first, NormFirst = norm_first, HasBias = bias, Device = device, Dtype = dtype,
                    });
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A layer of a transformer's decoder. See <see cref="torch.nn.TransformerDecoderLayer"/>.</summary>
    public sealed class TransformerDecoderLayer
        : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor?, torch.Tensor?, torch.Tensor?, torch.Tensor?, torch.Tensor>,
        torch.nn.IModule<torch.Tensor, torch.Tensor, torch.Tensor>
    {
        private readonly MultiheadAttention self_attn;
        private readonly MultiheadAttention multihead_attn;
        private readonly FeedForward feedForward;
        private readonly LayerNorm norm1;
        private readonly LayerNorm norm2;
        private readonly LayerNorm norm3;
        private readonly Dropout dropout1;
        private readonly Dropout dropout2;
        private readonly Dropout dropout3;

        internal TransformerDecoderLayer(TransformerOptions options)
            : base(nameof(TransformerDecoderLayer))
        {
            Options = options;
            register_module(nameof(self_attn), self_attn = options.NewAttention());
            register_module(nameof(multihead_attn), multihead_attn = options.NewAttention());
            feedForward = new FeedForward(this, options);
            register_module(nameof(norm1), norm1 = options.NewNorm());
            register_module(nameof(norm2), norm2 = options.NewNorm());
            register_module(nameof(norm3), norm3 = options.NewNorm());
            register_module(nameof(dropout1), dropout1 = torch.nn.Dropout(options.Dropout));
            register_module(nameof(dropout2), dropout2 = torch.nn.Dropout(options.Dropout));
            register_module(nameof(dropout3), dropout3 = torch.nn.Dropout(options.Dropout));
        }

        internal TransformerOptions Options { get; }

        /// <summary>The elements after the layer.</summary>
        /// <param name="tgt">The elements: [T, N, E], or [N, T, E] with batch_first, or [T, E].</param>
        /// <param name="memory">The encoder's results: [S, N, E], or [N, S, E] with batch_first, or [S, E].</param>
        /// <param name="tgt_mask">The pairs of elements that do not see each other, or what is added: [T, T].</param>
        /// <param name="memory_mask">The same for elements and results: [T, S].</param>
        /// <param name="tgt_key_padding_mask">The elements that are ignored: [N, T] or [T].</param>
        /// <param name="memory_key_padding_mask">The results that are ignored: [N, S] or [S].</param>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public override torch.Tensor forward(
            torch.Tensor tgt, torch.Tensor memory, torch.Tensor? tgt_mask = null, torch.Tensor? memory_mask = null,
            torch.Tensor? tgt_key_padding_mask = null, torch.Tensor? memory_key_padding_mask = null) =>
            forward(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask, false, false);

        /// <summary>The elements after the layer.</summary>
        /// <param name="tgt">The elements: [T, N, E], or [N, T, E] with batch_first, or [T, E].</param>
        /// <param name="memory">The encoder's results: [S, N, E], or [N, S, E] with batch_first, or [S, E].</param>
        /// <param name="tgt_mask">The pairs of elements that do not see each other, or what is added: [T, T].</param>
        /// <param name="memory_mask">The same for elements and results: [T, S].</param>
        /// <param name="tgt_key_padding_mask">The elements that are ignored: [N, T] or [T].</param>
        /// <param name="memory_key_padding_mask">The results that are ignored: [N, S] or [S].</param>
        /// <param name="tgt_is_causal">Whether tgt_mask hides what comes later, which is faster to compute without it.</param>
        /// <param name="memory_is_causal">Whether memory_mask does.</param>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public torch.Tensor forward(
            torch.Tensor tgt, torch.Tensor memory, torch.Tensor? tgt_mask, torch.Tensor? memory_mask,
            torch.Tensor? tgt_key_padding_mask, torch.Tensor? memory_key_padding_mask, bool tgt_is_causal, bool memory_is_causal)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor result = Options.NormFirst ? NormFirst() : NormLast();
            return scope.MoveToOuter(result);

            torch.Tensor NormFirst()
            {
                torch.Tensor own = tgt.add(AttendSelf(norm1.call(tgt)));
                torch.Tensor both = own.add(AttendMemory(norm2.call(own)));
                return both.add(dropout3.call(feedForward.Run(norm3.call(both))));
            }

            torch.Tensor NormLast()
            {
                torch.Tensor own = norm1.call(tgt.add(AttendSelf(tgt)));
                torch.Tensor both = norm2.call(own.add(AttendMemory(own)));
                return norm3.call(both.add(dropout3.call(feedForward.Run(both))));
            }

            torch.Tensor AttendSelf(torch.Tensor input) =>
                dropout1.call(self_attn.Run(input, input, tgt_key_padding_mask, tgt_mask, tgt_is_causal));

            torch.Tensor AttendMemory(torch.Tensor input) =>
                dropout2.call(multihead_attn.Run(input, memory, memory_key_padding_mask, memory_mask, memory_is_causal));
        }

        /// <inheritdoc cref="forward(torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor)"/>
        public override torch.Tensor call(
            torch.Tensor tgt, torch.Tensor memory, torch.Tensor? tgt_mask, torch.Tensor? memory_mask = null,
            torch.Tensor? tgt_key_padding_mask = null, torch.Tensor? memory_key_padding_mask = null) =>
            base.call(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask);

        /// <summary>The elements after the layer.</summary>
        /// <param name="tgt">The elements.</param>
        /// <param name="memory">The encoder's results.</param>
        public torch.Tensor call(torch.Tensor tgt, torch.Tensor memory) => call(tgt, memory, null);

        /// <summary>Runs the layer with its hooks.</summary>
        internal torch.Tensor Run(
            torch.Tensor tgt, torch.Tensor memory, (torch.Tensor? tgt, torch.Tensor? memory) masks,
            (torch.Tensor? tgt, torch.Tensor? memory) padding, (bool tgt, bool memory) isCausal)
        {
            if (!HasHooks)
            {
                return forward(tgt, memory, masks.tgt, masks.memory, padding.tgt, padding.memory, isCausal.tgt, isCausal.memory);
            }
            return Hooks.Call(
                new object?[] { tgt, memory, masks.tgt, masks.memory, padding.tgt, padding.memory },
                input => forward(
                    Of<torch.Tensor>(input, 0), Of<torch.Tensor>(input, 1), Of<torch.Tensor?>(input, 2), Of<torch.Tensor?>(input, 3),
                    Of<torch.Tensor?>(input, 4), Of<torch.Tensor?>(input, 5), isCausal.tgt, isCausal.memory));

            static T Of<T>(object?[] input, int index) => ModuleHooks.Argument<T>(input, index, 6);
        }
    }
}
