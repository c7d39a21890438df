using System;
using TorchSharpPy.Layers;
using TorchSharpPy.Modules;
using TorchSharpPy.Printing;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>x times the probability that a normal number is less than x.</summary>
            public static GELU GELU() => new GELU(Modules.GELU.Approximate.none, inplace: false);

            /// <summary>x times the probability that a normal number is less than x.</summary>
            /// <param name="inplace">Whether to change the tensor itself.</param>
            public static GELU GELU(bool inplace) => new GELU(Modules.GELU.Approximate.none, inplace);

            /// <summary>x times the probability that a normal number is less than x.</summary>
            /// <param name="approximate">How the probability is computed.</param>
            /// <param name="inplace">Whether to change the tensor itself.</param>
            /// <exception cref="ArgumentOutOfRangeException">There is no such way.</exception>
            public static GELU GELU(GELU.Approximate approximate, bool inplace = false) => new GELU(approximate, inplace);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>x times the probability that a normal number is less than x.</summary>
    public sealed class GELU : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        private Approximate how;

        internal GELU(Approximate approximate, bool inplace)
            : base(nameof(GELU))
        {
            this.approximate = approximate;
            this.inplace = inplace;
        }

        /// <summary>How the probability is computed.</summary>
        public enum Approximate
        {
            /// <summary>Exactly.</summary>
            none,

            /// <summary>With the hyperbolic tangent.</summary>
            tanh,
        }

        /// <summary>How the probability is computed.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is neither none nor tanh.</exception>
        public Approximate approximate
        {
            get => how;
            set => how = value == Approximate.none || value == Approximate.tanh
                ? value
                : throw new ArgumentOutOfRangeException(nameof(approximate), value, "Expected none or tanh.");
        }

        /// <summary>Whether to change the tensor itself.</summary>
        public bool inplace { get; set; }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input)
        {
            string name = how == Approximate.tanh ? "tanh" : "none";
            return inplace ? Require.NotNull(input).gelu_(name) : torch.nn.functional.gelu(input, name);
        }

        /// <inheritdoc/>
        public override string extra_repr() =>
            PythonFormat.Text($"approximate={approximate.ToString():r}") + (inplace ? ", inplace=True" : string.Empty);
    }
}
