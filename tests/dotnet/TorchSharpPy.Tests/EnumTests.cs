using System;
using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>TorchScript enums as C# enums, and libtorch's own enums as numbers.</summary>
    public static class EnumTests
    {
        private enum Color
        {
            RED,
            DARK_GREEN,
        }

        private enum Shade : long
        {
            Red = long.MaxValue,
            DarkGreen = -1,
            Blue = 0,
        }

        private enum Smaller
        {
            RED,
        }

        private enum Other
        {
            Circle,
        }

        [Test]
        public static void Members_are_matched_by_name()
        {
            Both(Color.RED, Color.DARK_GREEN);
            Both(Shade.Red, Shade.DarkGreen);
        }

        [Test]
        public static void Lists_and_null()
        {
            using var m = jit.load(Fixtures.Typed);
            var colors = new List<Shade> { Shade.DarkGreen, Shade.Red, Shade.DarkGreen };
            Check.Equal(colors, m.Method<List<Shade>, List<Shade>>("identity_colors").call(colors));
            Check.Equal(0, m.Method<Shade[], Color[]>("identity_colors").call(new Shade[0]).Length);
            Check.Throws<TorchTypeException>(() => m.Method<Shade?, long>("color_value").call(null));
        }

        [Test]
        public static void A_member_that_TorchScript_lacks_is_refused_at_the_call()
        {
            using var m = jit.load(Fixtures.Typed);
            var value = m.Method<Shade, long>("color_value");
            Check.Contains("color_value", Check.Throws<TorchTypeException>(() => value.call(Shade.Blue)).Message);
            Check.Contains("not a member of Shade", Check.Throws<TorchTypeException>(() => value.call((Shade)5)).Message);
        }

        [Test]
        public static void Mismatches_are_refused_with_the_member()
        {
            using var m = jit.load(Fixtures.Typed);
            Check.Equal(3L, m.Method<Smaller, long>("color_value").call(Smaller.RED));
            Check.Contains(
                "Smaller has no member for DARK_GREEN",
                Check.Throws<TorchTypeException>(() => m.Method<Smaller, Smaller>("identity_color")).Message);
            Check.Throws<TorchTypeException>(() => m.Method<Other, long>("color_value"));
            Check.Throws<TorchTypeException>(() => m.Method<Color, long>("identity_color"));
            Check.Throws<TorchTypeException>(() => m.invoke("identity_complex", Color.RED));
        }

        [Test]
        public static void Libtorch_numbers_its_enums()
        {
            Check.Equal(Layout.SparseCsr, Identity.Typed("int", Layout.SparseCsr));
            Check.Equal((int)MemoryFormat.ChannelsLast, Identity.Typed<MemoryFormat, int>("int", MemoryFormat.ChannelsLast));
            Check.Equal(float64, Identity.Typed("Optional[int]", (ScalarType?)float64));
            Check.Equal((long)Layout.Strided, Identity.Untyped("int", Layout.Strided));
            Check.Contains("300", Check.Throws<OverflowException>(() => Identity.Typed<long, ScalarType>("int", 300)).Message);
            using var unit = jit.compile(
                "def f(x: Tensor, memory_format: int) -> Tuple[Tensor, int]:\n" +
                "    return x.contiguous(memory_format=memory_format), x.layout\n");
            var contiguous = unit.Function<Tensor, MemoryFormat, (Tensor, Layout)>("f");
            (Tensor y, Layout layout) = contiguous.call(ones(2, 3, 4, 5), MemoryFormat.ChannelsLast);
            Check.Equal(Layout.Strided, layout);
            Check.True(unit.invoke<(Tensor, Layout)>("f", y, MemoryFormat.Contiguous).Item1.equal(y), "the same elements");
        }

        private static void Both<T>(T red, T green)
            where T : struct
        {
            using var m = jit.load(Fixtures.Typed);
            var identity = m.Method<T, T>("identity_color");
            var value = m.Method<T, long>("color_value");
            Check.Equal(red, identity.call(red));
            Check.Equal(green, identity.call(green));
            Check.Equal((3L, 7L), (value.call(red), value.call(green)));
            Check.Equal(7L, m.invoke("color_value", green));
            Check.Equal(green, m.invoke<T>("identity_color", green));
        }
    }
}
