using System;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The nonlinear functions of simple recurrent layers.</summary>
            public enum NonLinearities
            {
                /// <summary>Zero for negative numbers.</summary>
                ReLU = 0,

                /// <summary>The hyperbolic tangent.</summary>
                Tanh = 1,
            }
        }
    }
}

namespace TorchSharpPy.Sequences
{
    /// <summary>Checks of the enumeration.</summary>
    internal static class NonLinearityChecks
    {
        /// <summary>Whether it is the rectifier, and not the tangent.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is neither.</exception>
        internal static bool IsRelu(this torch.nn.NonLinearities nonLinearity) =>
            nonLinearity == torch.nn.NonLinearities.ReLU || (nonLinearity == torch.nn.NonLinearities.Tanh
                ? false
                : throw new ArgumentOutOfRangeException(nameof(nonLinearity), nonLinearity, "The nonlinearity must be ReLU or Tanh."));
    }
}
