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

        internal bool HasHooks => linear1.HasHooks || dropout.HasHooks || linear2.HasHooks;

        /// <summary>The weights and biases.</summary>
        internal Parameter?[] Weights => new[] { linear1.weight, linear1.bias, linear2.weight, linear2.bias };

        /// <summary>What the layers return; within a scope.</summary>
        internal torch.Tensor Run(torch.Tensor input)
        {
            torch.Tensor inner = linear1.call(input);
            torch.Tensor bent = isGelu ? torch.nn.functional.gelu(inner) : inner.relu();
            return linear2.call(dropout.call(bent));
        }
    }
}
