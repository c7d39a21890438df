using System;
using System.IO;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;
using static TorchSharpPy.torch.nn.utils.rnn;

namespace TorchSharpPy.Tests
{
    /// <summary>Layers for sequences dispose what they compute on the way, and what they own.</summary>
    public static class SequenceLeakTests
    {
        private const int Repeats = 100;

        [Test]
        public static void Recurrent_layers()
        {
            using LSTM lstm = nn.LSTM(3, 2, 2, bidirectional: true);
            using GRU gru = nn.GRU(3, 2);
            using Tensor one = ones(4, 3);
            using Tensor state = ones(1, 2);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                (Tensor output, Tensor last, Tensor memory) = lstm.call(one);
                (Tensor other, Tensor end) = gru.call(one, state);
                foreach (Tensor each in new[] { output, last, memory, other, end })
                {
                    each.Dispose();
                }
            });
        }

        [Test]
        public static void Recurrent_layers_that_refuse()
        {
            using RNN rnn = nn.RNN(3, 2);
            using Tensor wrong = ones(4, 5);
            using Tensor right = ones(4, 3);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                Check.Throws<ArgumentException>(() => rnn.call(wrong));
                Check.Throws<ArgumentException>(() => rnn.call(right, right));
                Check.Throws<ArgumentOutOfRangeException>(() => nn.RNN(3, 2, 0));
            });
        }

        [Test]
        public static void Packed_sequences()
        {
            using GRU gru = nn.GRU(3, 2);
            using Tensor longer = ones(4, 3);
            using Tensor shorter = ones(2, 3);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                using PackedSequence packed = pack_sequence(new[] { shorter, longer }, enforce_sorted: false);
                (PackedSequence output, Tensor last) = gru.call(packed);
                (Tensor padded, Tensor lengths) = pad_packed_sequence(output);
                output.Dispose();
                last.Dispose();
                padded.Dispose();
                lengths.Dispose();
            });
        }

        [Test]
        public static void Packed_sequences_move_between_scopes()
        {
            using Tensor longer = ones(4, 3);
            using Tensor shorter = ones(2, 3);
            using DisposeScope outer = NewDisposeScope();
            PackedSequence kept;
            using (NewDisposeScope())
            {
                kept = pack_sequence(new[] { shorter, longer }, enforce_sorted: false).MoveToOuterDisposeScope();
            }
            Check.Equal(6L, kept.data.size(0));
            PackedSequence free = pack_sequence(new[] { longer, shorter }).DetachFromDisposeScope();
            outer.Dispose();
            Check.Throws<ObjectDisposedException>(() => kept.data.size(0));
            Check.Throws<ObjectDisposedException>(() => kept.sorted_indices.size(0));
            Check.True(free.sorted_indices is null, "the sequences were sorted");
            Check.Equal(6L, free.data.size(0));
            free.Dispose();
        }

        [Test]
        public static void Cells_and_first_values()
        {
            using Tensor x = ones(3);
            using Tensor weight = ones(3, 3);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                manual_seed(1).Dispose(); // so that the first run looks up all operators, which are kept
                using LSTMCell cell = nn.LSTMCell(3, 2);
                (Tensor state, Tensor memory) = cell.call(x);
                (Tensor next, Tensor after) = cell.call(x, (state, memory));
                next.Dispose();
                after.Dispose();
                state.Dispose();
                memory.Dispose();
                nn.init.trunc_normal_(weight);
                nn.init.trunc_normal_(weight, a: 1.9, b: 2);
                nn.init.orthogonal_(weight);
                nn.init.sparse_(weight, 0.5);
            });
        }

        [Test]
        public static void Attention()
        {
            using MultiheadAttention layer = nn.MultiheadAttention(4, 2, add_bias_kv: true, add_zero_attn: true, batch_first: true);
            using Tensor x = ones(2, 3, 4);
            using Tensor padding = zeros(2, 3, dtype: ScalarType.Bool);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                (Tensor output, Tensor attentions) = layer.call(x, x, x, padding);
                output.Dispose();
                attentions.Dispose();
                layer.call(x, x, x, need_weights: false).Item1.Dispose();
            });
        }

        [Test]
        public static void Transformers()
        {
            using Tensor x = ones(3, 4);
            Leaks.NoneAtOnce(5, () =>
            {
                using Transformer model = nn.Transformer(4, 2, 2, 2, 5);
                using Tensor mask = Transformer.generate_square_subsequent_mask(3);
                model.call(x, x).Dispose();
                model.call(x, x, mask, mask).Dispose();
            });
        }

        [Test]
        public static void A_layer_as_one_operator()
        {
            using TransformerEncoderLayer layer = nn.TransformerEncoderLayer(4, 2, 5, batch_first: true);
            using Tensor x = ones(2, 3, 4);
            using Tensor wrong = ones(2, 3, 5);
            layer.eval();
            using IDisposable unrecorded = no_grad();
            Leaks.NoneAtOnce(Repeats, () =>
            {
                layer.call(x).Dispose();
                Check.Throws<ArgumentException>(() => layer.call(wrong));
            });
        }

        [Test]
        public static void Weights_in_files()
        {
            using GRU gru = nn.GRU(3, 2);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                using var stream = new MemoryStream();
                gru.save(stream);
                stream.Position = 0;
                gru.load(stream);
                stream.SetLength(stream.Length - 1);
                stream.Position = 0;
                Check.Throws<ModelFormatException>(() => gru.load(stream));
            });
        }
    }
}
