using System;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Random generators other than the default one.</summary>
    public static class GeneratorTests
    {
        private const string Source = @"
def random(size: int, g: Optional[Generator]) -> Tensor:
    return torch.rand([size], generator=g)

def same(g: Generator) -> Generator:
    return g
";

        [Test]
        public static void The_seed_decides_the_numbers()
        {
            using var unit = jit.compile(Source);
            using var first = new Generator(7);
            using var second = new Generator(7, CPU);
            Tensor x = unit.invoke<Tensor>("random", 5, first);
            Check.True(x.equal(unit.Function<long, Generator, Tensor>("random").call(5, second)), "the same numbers");
            Check.True(!x.equal(unit.invoke<Tensor>("random", 5, first)), "other numbers");
            Check.True(x.equal(unit.invoke<Tensor>("random", 5, first.manual_seed(7))), "the same numbers again");
            Check.Equal(5, unit.invoke<Tensor>("random", 5, null).numel());
            manual_seed(7);
            Check.True(x.equal(unit.invoke<Tensor>("random", 5, null)), "as the default generator does");
        }

        [Test]
        public static void A_seed_has_64_bits()
        {
            using var g = new Generator(ulong.MaxValue);
            Check.Equal(-1L, g.initial_seed());
            Check.Equal(3L, g.manual_seed(3).initial_seed());
            using var plain = new Generator();
            Check.Equal(67280421310721L, plain.initial_seed());
        }

        [Test]
        public static void A_generator_comes_back_as_itself()
        {
            using var unit = jit.compile(Source);
            using var g = new Generator(7);
            using var same = unit.invoke<Generator>("same", g);
            Check.Is<Generator>(unit.invoke("same", g)).manual_seed(9).Dispose();
            Check.Equal(9L, same.initial_seed());
            Check.Equal(9L, g.initial_seed());
        }

        [Test]
        public static void A_missing_device_and_a_disposed_generator_are_named()
        {
            Check.Throws<DeviceException>(() => new Generator(1, new Device("cuda:99")));
            var g = new Generator(1);
            g.Dispose();
            Check.Contains("Generator", Check.Throws<ObjectDisposedException>(() => g.manual_seed(1)).Message);
            Leaks.None(() => new Generator(1).initial_seed());
        }
    }
}
