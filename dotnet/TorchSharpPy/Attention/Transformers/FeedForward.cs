using TorchSharpPy.Modules;

namespace TorchSharpPy.Attention
{
    /// <summary>The two linear layers of a transformer's layer, which it registers, with what is between them.</summary>
    internal sealed class FeedForward
    {
        private readonly Linear linear1;
        private readonly Dropout dropout;
        private readonly Linear linear2;
        private readonly bool isGelu;

        /// <summary>Makes the layers, and registers them with a module.</summary>
        internal FeedForward(torch.nn.Module module, TransformerOptions options)
        {
            linear1 = options.NewLinear(options.Size, options.InnerSize);
            dropout = torch.nn.Dropout(options.Dropout);
            linear2 = options.NewLinear(options.InnerSize, options.Size);
            isGelu = options.Activation == torch.nn.Activations.GELU;
            module.register_module(nameof(linear1), linear1);
            module.register_module(nameof(dropout), dropout);
            module.register_module(nameof(linear2), linear2);
        }

        /// <summary>What the layers return; within a scope.</summary>
        internal torch.Tensor Run(torch.Tensor input)
        {
            torch.Tensor inner = linear1.call(input);
            torch.Tensor bent = isGelu ? torch.nn.functional.gelu(inner) : inner.relu();
            return linear2.call(dropout.call(bent));
        }
    }
}
