using TorchSharpPy.Modules;

namespace TorchSharpPy
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>max(0, x), element by element.</summary>
            /// <param name="inplace">Whether to change the tensor itself.</param>
            public static ReLU ReLU(bool inplace = false) => new ReLU(inplace);
        }
    }
}

namespace TorchSharpPy.Modules
{
    /// <summary>max(0, x), element by element.</summary>
    public sealed class ReLU : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        internal ReLU(bool inplace)
            : base(nameof(ReLU))
        {
            this.inplace = inplace;
        }

        /// <summary>Whether to change the tensor itself.</summary>
        public bool inplace { get; set; }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input1) =>
            inplace ? torch.nn.functional.relu_(input1) : torch.nn.functional.relu(input1);
    }
}
