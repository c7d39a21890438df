namespace TorchSharpPy
{
    public static partial class torch
    {
        /// <summary>How the result of a division is rounded.</summary>
        public enum RoundingMode
        {
            /// <summary>Not at all.</summary>
            None = 0,

            /// <summary>Toward zero.</summary>
            trunc = 1,

            /// <summary>Down.</summary>
            floor = 2,
        }

        /// <summary>Divides element by element, and rounds.</summary>
        public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode) =>
            NotNull(left).div(right, NameOf(rounding_mode));

        /// <summary>Divides every element by a number, and rounds.</summary>
        public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode) =>
            NotNull(left).div(right, NameOf(rounding_mode));

        /// <inheritdoc cref="div(Tensor, Tensor, RoundingMode)"/>
        public static Tensor divide(Tensor left, Tensor right, RoundingMode rounding_mode) => div(left, right, rounding_mode);

        /// <inheritdoc cref="div(Tensor, Scalar, RoundingMode)"/>
        public static Tensor divide(Tensor left, Scalar right, RoundingMode rounding_mode) => div(left, right, rounding_mode);

        /// <summary>Divides element by element, and rounds, in place.</summary>
        public static Tensor div_(Tensor left, Tensor right, RoundingMode rounding_mode) =>
            NotNull(left).div_(right, NameOf(rounding_mode));

        /// <summary>Divides every element by a number, and rounds, in place.</summary>
        public static Tensor div_(Tensor left, Scalar right, RoundingMode rounding_mode) =>
            NotNull(left).div_(right, NameOf(rounding_mode));

        /// <inheritdoc cref="div_(Tensor, Tensor, RoundingMode)"/>
        public static Tensor divide_(Tensor left, Tensor right, RoundingMode rounding_mode) => div_(left, right, rounding_mode);

        /// <inheritdoc cref="div_(Tensor, Scalar, RoundingMode)"/>
        public static Tensor divide_(Tensor left, Scalar right, RoundingMode rounding_mode) => div_(left, right, rounding_mode);

        private static string? NameOf(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();

        public partial class Tensor
        {
            /// <inheritdoc cref="torch.div(Tensor, Tensor, RoundingMode)"/>
            public Tensor div(Tensor target, RoundingMode rounding_mode) => torch.div(this, target, rounding_mode);

            /// <inheritdoc cref="torch.div(Tensor, Scalar, RoundingMode)"/>
            public Tensor div(Scalar target, RoundingMode rounding_mode) => torch.div(this, target, rounding_mode);

            /// <inheritdoc cref="torch.div_(Tensor, Tensor, RoundingMode)"/>
            public Tensor div_(Tensor target, RoundingMode rounding_mode) => torch.div_(this, target, rounding_mode);

            /// <inheritdoc cref="torch.div_(Tensor, Scalar, RoundingMode)"/>
            public Tensor div_(Scalar target, RoundingMode rounding_mode) => torch.div_(this, target, rounding_mode);

            /// <inheritdoc cref="torch.div(Tensor, Tensor, RoundingMode)"/>
            public Tensor divide(Tensor target, RoundingMode rounding_mode) => torch.div(this, target, rounding_mode);

            /// <inheritdoc cref="torch.div(Tensor, Scalar, RoundingMode)"/>
            public Tensor divide(Scalar target, RoundingMode rounding_mode) => torch.div(this, target, rounding_mode);
        }
    }
}
