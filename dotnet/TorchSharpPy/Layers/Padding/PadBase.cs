using System;
using TorchSharpPy.Printing;

namespace TorchSharpPy.Modules
{
    /// <summary>The base class of the layers that put elements around a tensor.</summary>
    public abstract class PadBase : ParameterLessModule<torch.Tensor, torch.Tensor>
    {
        private readonly PaddingModes mode;

        /// <summary>A layer.</summary>
        /// <param name="name">The name that GetName returns.</param>
        /// <param name="mode">What is put around the tensor.</param>
        /// <param name="value">The number for the mode Constant.</param>
        /// <param name="padding">How much, from the last dimension on: before and after the elements.</param>
        protected PadBase(string name, PaddingModes mode, double value, params long[] padding)
            : base(name)
        {
            this.mode = mode;
            this.value = value;
            this.padding = padding ?? throw new ArgumentNullException(nameof(padding));
        }

        /// <summary>How much is put around a tensor, from the last dimension on: before and after the elements.</summary>
        public long[] padding { get; }

        /// <summary>The number for the mode Constant.</summary>
        public double value { get; }

        /// <inheritdoc/>
        public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.pad(input, padding, mode, value);

        /// <inheritdoc/>
        public override string extra_repr() => mode == PaddingModes.Constant
            ? PythonFormat.Text($"padding={padding}, value={value}")
            : PythonFormat.Text($"{padding}");
    }
}
