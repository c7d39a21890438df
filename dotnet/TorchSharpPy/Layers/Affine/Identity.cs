using TorchSharpPy.Layers;
using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A layer whose result is its input.</summary>
            public static Identity Identity() => new Identity();
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>A layer whose result is its input.</summary>
    /// <remarks>The result is another object for the same elements, so that both may be disposed.</remarks>
    public sealed class Identity : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal Identity()
            : base(nameof(Identity))
        {
        }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input) => Require.NotNull(input).alias();
    }
}
