using System;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Sizes and the limits of types.</summary>
    public static class SizeTests
    {
        [Test]
        public static void Sizes_come_from_tuples_arrays_and_numbers()
        {
            Size size = (2, 3L);
            Check.Equal(new long[] { 2, 3 }, size.Shape);
            Check.Equal(size, new Size((2, 3)));
            Check.Equal(size, new Size(new[] { 2, 3 }));
            Check.Equal(new Size(new long[] { 1, 2, 3, 4, 5, 6 }), new Size((1, 2, 3, 4, 5, 6)));
            Check.Equal(new long[] { 7 }, ((Size)7L).Shape);
            Check.True(default(Size).IsEmpty && Size.Empty.IsScalar && default == Size.Empty, "empty");
            Check.Equal(1L, Size.Empty.numel());
            Check.Equal("[2, 3]", size.ToString());
            Check.Equal(new long[] { 2, 3 }, zeros(size).shape);
            Check.Throws<ArgumentNullException>(() => new Size((long[])null!));
        }

        [Test]
        public static void Flat_indices_are_taken_apart()
        {
            Tensor[] places = unravel_index(tensor(new[] { 0, 7, 23 }), (2, 3, 4));
            Check.Equal(3, places.Length);
            Tensor x = arange(24).view(2, 3, 4);
            Check.True(x[places[0], places[1], places[2]].equal(tensor(new long[] { 0, 7, 23 })), "the elements");
            Check.Equal(new long[0], unravel_index(tensor(5), 6).Single().shape);
            Check.Equal(0, unravel_index(tensor(0), new long[0]).Length);
            Check.Throws<TorchTypeException>(() => unravel_index(tensor(1.5), 6));
            Check.Throws<ArgumentException>(() => unravel_index(tensor(1), -6));
        }

        [Test]
        public static void Sizes_are_compared_joined_and_cut()
        {
            var size = new Size((2, 3, 4));
            Check.Equal(24L, size.numel());
            Check.True(size == new Size((2, 3, 4)) && size != new Size((2, 3)) && size.Equals(new long[] { 2, 3, 4 }), "equal");
            Check.Equal(size.GetHashCode(), new Size((2, 3, 4)).GetHashCode());
            Check.Equal(4L, size[2]);
            Check.Equal(4L, size[-1]);
            Check.Equal(new Size((3, 4)), size.Slice(1, 2));
            Check.Equal(new Size((3, 4)), size[1..]);
            Check.Equal(new Size((2, 3)), size.Take(2));
            Check.Equal(new Size((2, 3, 4, 5)), size + new long[] { 5 });
            Check.Equal(new Size((2, 3, 4, 2, 3, 4)), size + size);
            Check.Equal(9L, size.Sum());
            Check.Throws<ArgumentOutOfRangeException>(() => _ = size[3]);
            Check.Throws<ArgumentOutOfRangeException>(() => size.Slice(2, 2));
            Check.Throws<OverflowException>(() => new Size((long.MaxValue, 2L)).numel());
        }

        [Test]
        public static void Shapes_broadcast()
        {
            Check.Equal(new long[] { 4, 2, 3 }, broadcast_shapes(new long[] { 2, 1 }, new long[] { 3 }, new long[] { 4, 1, 1 }));
            Check.Equal(new long[0], broadcast_shapes());
            Check.Equal(new long[] { 0 }, broadcast_shapes(new long[] { 1 }, new long[] { 0 }));
            Check.Contains("[2], [3]", Check.Throws<ArgumentException>(() => broadcast_shapes(new long[] { 2 }, new long[] { 3 })).Message);
            Check.Throws<ArgumentException>(() => broadcast_shapes(new long[] { -1 }));
            Check.Throws<ArgumentNullException>(() => broadcast_shapes(new long[][] { null! }));
        }

        [Test]
        public static void Limits_of_integers()
        {
            Check.Equal((8, 0L, 255L), (iinfo(uint8).bits, iinfo(uint8).min, iinfo(uint8).max));
            Check.Equal(long.MinValue, iinfo(int64).min);
            Check.Equal(32767L, max_int_value(int16));
            Check.Throws<ArgumentException>(() => iinfo(float32));
            Check.Throws<ArgumentException>(() => finfo(int32));
        }
    }
}
