namespace TorchSharpPy.Layers
{
    /// <summary>Activations that change the tensor and that libtorch has no operator for.</summary>
    internal static class InPlace
    {
        /// <summary>x / (1 + |x|), element by element.</summary>
        internal static torch.Tensor Softsign(torch.Tensor input)
        {
            using torch.Tensor size = Require.NotNull(input).abs();
            using torch.Tensor divisor = size.add(1);
            return input.div_(divisor);
        }

        /// <summary>x - tanh(x), element by element.</summary>
        internal static torch.Tensor Tanhshrink(torch.Tensor input)
        {
            using torch.Tensor bent = Require.NotNull(input).tanh();
            return input.sub_(bent);
        }
    }
}
