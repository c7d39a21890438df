using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Numbers and strings keep every bit, and empty containers keep their type.</summary>
    public static class ExactnessTests
    {
        private static readonly double[] Reals =
        {
            0.1, -0.0, double.NaN, BitConverter.Int64BitsToDouble(0x7FF8_0000_DEAD_BEEF), double.PositiveInfinity,
            double.NegativeInfinity, double.Epsilon, double.MaxValue, double.MinValue,
        };

        private static readonly long[] Integers = { long.MinValue, long.MaxValue, -1, 0, 1L << 53, (1L << 53) + 1 };

        private static readonly string[] Texts =
        {
            string.Empty, "\0", "a\0b\0", "\U0001F600\U0001F468\u200D\U0001F469", "\uFEFFbom", "\u0000\uFFFF", new string('ü', 70_000),
        };

        [Test]
        public static void Real_numbers()
        {
            foreach (double value in Reals)
            {
                Check.Equal(Bits(value), Bits(Identity.Typed("float", value)));
                Check.Equal(Bits(value), Bits(Check.Is<double>(Identity.Untyped("Any", value))));
            }
            Check.Equal(Reals.Select(Bits), Identity.Typed("List[float]", Reals).Select(Bits));
            Check.Equal(Reals.Select(Bits), Identity.Typed("List[float]", Reals.ToList()).Select(Bits));
            var nullable = Reals.Select(value => (double?)value).Append(null).ToArray();
            Check.Equal(nullable.Select(Bits), Identity.Typed("List[Optional[float]]", nullable).Select(Bits));
            var single = new[] { float.NaN, -0f, float.Epsilon, float.MaxValue, 0.1f };
            Check.Equal(single.Select(Bits), Identity.Typed("List[float]", single).Select(Bits));
        }

        [Test]
        public static void Integers_of_64_bits()
        {
            Check.Equal(Integers, Identity.Typed("List[int]", Integers));
            Check.Equal<IEnumerable<long>>(Integers, Identity.Typed("List[int]", new HashSet<long>(Integers).ToList()));
            Check.Equal(Integers, Check.Is<long[]>(Identity.Untyped("Any", new HashSet<long>(Integers))));
            Check.True(Integers.All(value => Identity.Typed("int", value) == value), "the same integers");
            Check.Throws<OverflowException>(() => Identity.Typed<long[], int[]>("List[int]", Integers));
            Check.Throws<OverflowException>(() => Identity.Typed<long[], List<int>>("List[int]", Integers));
            Check.Throws<OverflowException>(() => Identity.Untyped("int", ulong.MaxValue));
        }

        [Test]
        public static void Operators_in_place_give_what_they_give_otherwise()
        {
            using IDisposable scope = no_grad();
            foreach (ScalarType type in new[] { ScalarType.Float32, ScalarType.Float64 })
            {
                Tensor x = tensor(new[] { 0.1, -0.0, 3.5, -7 }).to(type);
                foreach (double number in Reals)
                {
                    Same(x.add(number, 3), x.clone().add_(number, 3));
                    Same(x.sub(number), x.clone().sub_(number));
                    Same(x.mul(number), x.clone().mul_(number));
                    Same(x.div(number), x.clone().div_(number));
                }
            }
            Tensor whole = tensor(Integers);
            foreach (long number in Integers)
            {
                Same(whole.add(number, 3), whole.clone().add_(number, 3));
                Same(whole.mul(number), whole.clone().mul_(number));
            }

            static void Same(Tensor expected, Tensor changed) =>
                Check.True(allclose(expected, changed, 0, 0, equal_nan: true), $"{expected}, not {changed}");
        }

        [Test]
        public static void Texts_of_any_length()
        {
            Check.True(Texts.All(text => Identity.Typed("str", text) == text), "the same texts");
            Check.Equal(Texts, Identity.Typed("List[str]", Texts));
            var keys = Texts.ToDictionary(text => text, text => (string?)text);
            keys["none"] = null;
            Check.Equal(keys.Values, Identity.Typed("Dict[str, Optional[str]]", keys).Values);
            Check.Equal(keys.Keys, Identity.Typed("Dict[str, Optional[str]]", keys).Keys);
        }

        [Test]
        public static void Half_of_a_character_is_refused()
        {
            var error = Check.Throws<TorchValueException>(() => Identity.Typed("str", "ab\uD83D"));
            Check.Contains("index 2", error.Message);
            Check.Throws<TorchValueException>(() => Identity.Typed("List[str]", new[] { "a", "\uDE00" + new string('x', 200_000) }));
            Check.Equal("after it", Identity.Typed("str", "after it"));
        }

        [Test]
        public static void Empty_lists_keep_their_types_as_Any()
        {
            Same(new Tensor[0]);
            Same(new string[0]);
            Same(new long[0]);
            Same(new double[0]);
            Same(new bool[0]);
            Same(new Device[0]);
            Check.Is<string[]>(Identity.Untyped("Any", new List<string>()));
            Check.Is<Tensor[]>(Identity.Untyped("Any", Enumerable.Empty<Tensor>().Where(x => x.ndim > 0)));
            Check.Is<string[]>(Identity.Typed<List<string>, object>("Any", new List<string>()));
            Check.Is<string[][]>(Identity.Untyped("List[List[str]]", new string[0][]));
            using var unit = jit.compile("def f(x: Any) -> bool:\n    return isinstance(x, List[str])\n");
            Check.True(unit.invoke<bool>("f", (object)new string[0]), "a list of str");
            Check.True(!unit.invoke<bool>("f", (object)new long[0]), "no list of str");
        }

        [Test]
        public static void Devices_stay_devices()
        {
            Check.Equal(new Device("cpu"), Identity.Typed("Device", CPU));
            Check.Equal("meta", Identity.Typed("Device", "meta"));
            Check.Equal(new Device("meta"), Check.Is<Device>(Identity.Untyped("Any", new Device("meta"))));
            Check.Equal(new[] { CPU }, Identity.Typed("List[Device]", new[] { CPU }));
        }

        private static void Same<T>(T[] empty) => Check.Equal(0, Check.Is<T[]>(Identity.Untyped("Any", empty)).Length);

        private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

        private static long? Bits(double? value) => value.HasValue ? Bits(value.Value) : (long?)null;

        private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);
    }
}
