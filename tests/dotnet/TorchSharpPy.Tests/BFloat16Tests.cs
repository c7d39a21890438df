using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The number type that .NET does not have.</summary>
    public static class BFloat16Tests
    {
        [Test]
        public static void BFloat16_rounds_as_libtorch()
        {
            float[] numbers = { 0, 1, -1, 1.00390625f, 1.01171875f, 3.14159f, 1e-40f, float.MaxValue, float.NaN, float.NegativeInfinity };
            using Tensor theirs = tensor(numbers).to(ScalarType.BFloat16);
            using Tensor ours = tensor(numbers.Select((number) => new BFloat16(number)).ToArray());
            Check.Equal(
                theirs.data<BFloat16>().Select((number) => number.ToString()), ours.data<BFloat16>().Select((number) => number.ToString()));
            Check.Equal(
                theirs.to(ScalarType.Float32).data<float>().ToArray(),
                ours.data<BFloat16>().Select((number) => (float)number).ToArray());
            Check.Equal(new BFloat16(2.5f), tensor(2.5f).to(ScalarType.BFloat16).item<BFloat16>());
            Check.Throws<TorchTypeException>(() => tensor(2.5f).item<BFloat16>());
        }
    }
}
