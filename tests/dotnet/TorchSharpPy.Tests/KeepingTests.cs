using System;
using System.Collections.Generic;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Tensors that hooks or modules of the user keep inside a transformer or a sequence.</summary>
    public static class KeepingTests
    {
        [Test]
        public static void What_a_hook_of_an_encoder_keeps_stays()
        {
            using Transformer model = nn.Transformer(4, 2, 1, 1, 4, 0);
            using Tensor x = ones(3, 1, 4);
            using Tensor own = zeros(3, 1, 4);
            var seen = new List<Tensor>();
            using (model.encoder.register_forward_hook((module, one, two, three, output) =>
            {
                seen.Add(output);
                return output;
            }))
            {
                model.call(x, x).Dispose();
            }
            using (model.encoder.register_forward_hook((module, one, two, three, output) => own))
            {
                model.call(x, x).Dispose();
            }
            Check.Equal(12L, seen[0].numel());
            Check.Equal(12L, own.numel());
            Leaks.NoneAtOnce(5, () => model.call(x, x).Dispose());
        }

        [Test]
        public static void What_a_hook_returns_stays_in_its_scope()
        {
            using TransformerEncoderLayer layer = nn.TransformerEncoderLayer(4, 2, 4, 0);
            using TransformerDecoderLayer decoderLayer = nn.TransformerDecoderLayer(4, 2, 4, 0);
            using var norm = new Swap();
            using TransformerEncoder encoder = nn.TransformerEncoder(layer, 1, norm);
            using TransformerDecoder decoder = nn.TransformerDecoder(decoderLayer, 1, norm);
            foreach (Func<Tensor, Tensor> run in new Func<Tensor, Tensor>[] { encoder.call, x => decoder.call(x, x) })
            {
                using (NewDisposeScope())
                {
                    Tensor x = ones(3, 1, 4);
                    norm.Result = zeros(3, 1, 4);
                    using (NewDisposeScope())
                    {
                        Check.True(ReferenceEquals(norm.Result, run(x)), "what the norm returns");
                    }
                    Check.Equal(12L, norm.Result.numel()); // it is of the outer scope
                }
                Check.Throws<ObjectDisposedException>(() => norm.Result!.numel());
            }
        }

        [Test]
        public static void A_sequence_looks_into_its_pieces()
        {
            using TransformerEncoderLayer layer = nn.TransformerEncoderLayer(4, 2, 4, 0);
            using var norm = new Swap();
            using var hooked = nn.Linear(4, 4);
            using var swapping = nn.Sequential(nn.TransformerEncoder(layer, 1, norm), nn.ReLU());
            using var watched = nn.Sequential(nn.TransformerEncoder(layer, 1, hooked), nn.ReLU());
            using Tensor x = ones(3, 1, 4);
            watched.call(x).Dispose(); // the hook comes later
            var seen = new List<Tensor>();
            using (hooked.register_forward_hook((module, input, output) =>
            {
                seen.Add(output);
                return output;
            }))
            {
                watched.call(x).Dispose();
            }
            norm.Result = zeros(3, 1, 4);
            swapping.call(x).Dispose();
            Check.Equal(12L, norm.Result.numel());
            Check.Equal(12L, seen[0].numel());
            using var plain = nn.Sequential(nn.TransformerEncoder(layer, 1), nn.ReLU());
            Leaks.NoneAtOnce(5, () => plain.call(x).Dispose());
        }

        [Test]
        public static void A_piece_that_fails_leaves_nothing()
        {
            using var m = nn.Sequential(nn.Linear(3, 4), nn.Linear(5, 1));
            using Tensor x = ones(2, 3);
            Leaks.NoneAtOnce(20, () => Check.Throws<ScriptRuntimeException>(() => m.call(x)));
        }

        /// <summary>Returns what it is told to, or its input.</summary>
        private sealed class Swap : nn.Module<Tensor, Tensor>
        {
            internal Swap()
                : base(nameof(Swap))
            {
            }

            internal Tensor? Result { get; set; }

            public override Tensor forward(Tensor input) => Result ?? input;
        }
    }
}
