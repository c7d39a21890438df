using System;
using TorchSharpPy.Attention;
using TorchSharpPy.Layers;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A transformer: an encoder of one sequence and a decoder of another, which attends to the first.</summary>
            /// <param name="d_model">The size of the elements.</param>
            /// <param name="nhead">The number of heads, which divides it.</param>
            /// <param name="num_encoder_layers">The layers of the encoder.</param>
            /// <param name="num_decoder_layers">The layers of the decoder.</param>
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
            public static Transformer Transformer(
                long d_model = 512, long nhead = 8, long num_encoder_layers = 6, long num_decoder_layers = 6, long dim_feedforward = 2048,
                double dropout = 0.1, Activations activation = Activations.ReLU, double layer_norm_eps = 1e-5, bool batch_first = false,
                bool norm_first = false, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new Transformer(
                    new TransformerOptions(d_model, nhead, dim_feedforward, dropout, activation, layer_norm_eps)
                    {
                        BatchFirst = batch_first, NormFirst = norm_first, HasBias = bias, Device = device, Dtype = dtype,
                    },
                    Require.Positive(num_encoder_layers, nameof(num_encoder_layers)),
                    Require.Positive(num_decoder_layers, nameof(num_decoder_layers)));
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A transformer. See <see cref="torch.nn.Transformer"/>.</summary>
    public sealed class Transformer : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor>
    {
        private readonly TransformerOptions options;

        internal Transformer(TransformerOptions options, long encoderLayers, long decoderLayers)
            : base(nameof(Transformer))
        {
            this.options = options;
            using (var layer = new TransformerEncoderLayer(options))
            {
                register_module(nameof(encoder), encoder = new TransformerEncoder(layer, encoderLayers, options.NewNorm()));
            }
            using (var layer = new TransformerDecoderLayer(options))
            {
                register_module(nameof(decoder), decoder = new TransformerDecoder(layer, decoderLayers, options.NewNorm()));
            }
            foreach (Parameter parameter in parameters())
            {
                if (parameter.dim() > 1)
                {
                    torch.nn.init.xavier_uniform_(parameter);
                }
            }
        }

        /// <summary>The encoder.</summary>
        public TransformerEncoder encoder { get; }

        /// <summary>The decoder.</summary>
        public TransformerDecoder decoder { get; }

        /// <summary>A mask that hides what comes later: minus infinity above the diagonal, [sz, sz].</summary>
        /// <param name="sz">The length of the sequence.</param>
        /// <param name="device">The device.</param>
        /// <param name="dtype">The type.</param>
        public static torch.Tensor generate_square_subsequent_mask(
            long sz, torch.Device? device = null, torch.ScalarType? dtype = null) =>
            AttentionMasks.Causal(Require.NotNegative(sz, nameof(sz)), device, dtype);

        /// <summary>The decoder's results.</summary>
        /// <param name="src">The encoder's sequence: [S, N, E], or [N, S, E] with batch_first, or [S, E].</param>
        /// <param name="tgt">The decoder's sequence: [T, N, E], or [N, T, E] with batch_first, or [T, E].</param>
        /// <exception cref="ArgumentException">A shape does not fit.</exception>
        public override torch.Tensor forward(torch.Tensor src, torch.Tensor tgt) => forward(src, tgt, null);

        /// <summary>The decoder's results.</summary>
        /// <param name="src">The encoder's sequence: [S, N, E], or [N, S, E] with batch_first, or [S, E].</param>
        /// <param name="tgt">The decoder's sequence: [T, N, E], or [N, T, E] with batch_first, or [T, E].</param>
        /// <param name="src_mask">The pairs of src that do not see each other, or what is added: [S, S].</param>
        /// <param name="tgt_mask">The same for tgt: [T, T].</param>
        /// <param name="memory_mask">The same for tgt and the encoder's results: [T, S].</param>
        /// <param name="src_key_padding_mask">The elements of src that are ignored: [N, S] or [S].</param>
        /// <param name="tgt_key_padding_mask">The elements of tgt that are ignored: [N, T] or [T].</param>
        /// <param name="memory_key_padding_mask">The encoder's results that are ignored: [N, S] or [S].</param>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public torch.Tensor forward(
            torch.Tensor src, torch.Tensor tgt, torch.Tensor? src_mask, torch.Tensor? tgt_mask = null, torch.Tensor? memory_mask = null,
            torch.Tensor? src_key_padding_mask = null, torch.Tensor? tgt_key_padding_mask = null,
            torch.Tensor? memory_key_padding_mask = null)
        {
            Check(src, nameof(src));
            Check(tgt, nameof(tgt));
            int batch = options.BatchFirst ? 0 : 1;
            if (src.dim() == 3 && (tgt.dim() != 3 || src.size(batch) != tgt.size(batch)))
            {
                throw new ArgumentException(
                    $"Both sequences must have the same batch, but their shapes are {new torch.Size(src.shape)} and " +
                    $"{new torch.Size(tgt.shape)}.",
                    nameof(tgt));
            }
            torch.Tensor memory = encoder.call(src, src_mask, src_key_padding_mask);
            try
            {
                return decoder.call(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask);
            }
            finally
            {
                if (!encoder.MayKeepTensors() && !decoder.MayKeepTensors())
                {
                    memory.Dispose();
                }
            }
        }

        /// <summary>The decoder's results, after hooks, which see only the sequences.</summary>
        /// <param name="src">The encoder's sequence: [S, N, E], or [N, S, E] with batch_first, or [S, E].</param>
        /// <param name="tgt">The decoder's sequence: [T, N, E], or [N, T, E] with batch_first, or [T, E].</param>
        /// <param name="src_mask">The pairs of src that do not see each other, or what is added: [S, S].</param>
        /// <param name="tgt_mask">The same for tgt: [T, T].</param>
        /// <param name="memory_mask">The same for tgt and the encoder's results: [T, S].</param>
        /// <param name="src_key_padding_mask">The elements of src that are ignored: [N, S] or [S].</param>
        /// <param name="tgt_key_padding_mask">The elements of tgt that are ignored: [N, T] or [T].</param>
        /// <param name="memory_key_padding_mask">The encoder's results that are ignored: [N, S] or [S].</param>
        /// <exception cref="ArgumentException">A shape or type does not fit.</exception>
        public torch.Tensor call(
            torch.Tensor src, torch.Tensor tgt, torch.Tensor? src_mask, torch.Tensor? tgt_mask = null, torch.Tensor? memory_mask = null,
            torch.Tensor? src_key_padding_mask = null, torch.Tensor? tgt_key_padding_mask = null,
            torch.Tensor? memory_key_padding_mask = null)
        {
            if (!HasHooks)
            {
                return Run(src, tgt);
            }
            return Hooks.Call(
                new object?[] { src, tgt },
                input => Run(ModuleHooks.Argument<torch.Tensor>(input, 0, 2), ModuleHooks.Argument<torch.Tensor>(input, 1, 2)));

            torch.Tensor Run(torch.Tensor source, torch.Tensor target) => forward(
                source, target, src_mask, tgt_mask, memory_mask, src_key_padding_mask, tgt_key_padding_mask, memory_key_padding_mask);
        }

        private void Check(torch.Tensor sequence, string name)
        {
            long[] shape = (sequence ?? throw new ArgumentNullException(name)).shape;
            if (shape.Length < 2 || shape.Length > 3 || shape[shape.Length - 1] != options.Size)
            {
                throw new ArgumentException(
                    $"Expected a sequence, [length, {options.Size}], or a batch of 3 dimensions, not {new torch.Size(shape)}.", name);
            }
        }
    }
}
