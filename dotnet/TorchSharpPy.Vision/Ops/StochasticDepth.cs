using static TorchSharpPy.torch;

namespace TorchSharpPy
{
    public static partial class torchvision
    {
        public static partial class ops
        {
            /// <summary>A module that zeros random rows or the whole batch while it is trained.</summary>
            /// <param name="p">The probability of a row or the batch.</param>
            /// <param name="mode">Rows, or the batch.</param>
            /// <exception cref="System.ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
            public static StochasticDepth StochasticDepth(double p, StochasticDepth.Mode mode) => new StochasticDepth(p, mode);
        }

        /// <summary>Zeros random rows of a batch, or the whole batch, while it is trained, and scales the rest up.</summary>
        public class StochasticDepth : nn.Module<Tensor, Tensor>
        {
            private readonly double p;
            private readonly Mode mode;

            /// <summary>Creates the module.</summary>
            /// <param name="p">The probability of a row or the batch.</param>
            /// <param name="mode">Rows, or the batch.</param>
            /// <exception cref="System.ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
            public StochasticDepth(double p, Mode mode)
                : base(nameof(StochasticDepth))
            {
                this.p = Transforms.Draws.RequireProbability(p);
                this.mode = mode;
            }

            /// <summary>What is zeroed together.</summary>
            public enum Mode
            {
                /// <summary>The whole batch.</summary>
                Batch,

                /// <summary>A row of the batch.</summary>
                Row,
            }

            /// <inheritdoc/>
            public override Tensor forward(Tensor input) => ops.stochastic_depth(input, p, mode, training);
        }
    }
}
