using System;
using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Every kind of value is unchanged after a round trip to TorchScript.</summary>
    public static class ConversionTests
    {
        [Test]
        public static void Numbers_and_text()
        {
            Both("identity_int", long.MinValue);
            Both("identity_int", long.MaxValue);
            Both("identity_float", 0.1);
            Both("identity_float", double.NaN);
            Both("identity_bool", true);
            Both("identity_bool", false);
            Both("identity_str", "zero \0, umlaut ä, emoji \U0001F600");
            Both("identity_str", string.Empty);
            Both("identity_str", new string('x', 100_000));
        }

        [Test]
        public static void Narrow_types_are_checked_for_range()
        {
            using var m = jit.load(Fixtures.Values);
            Check.Equal(7, m.Method<int, int>("identity_int").call(7));
            var error = Check.Throws<OverflowException>(() => m.invoke<int>("identity_int", 1L << 40));
            Check.Contains("use long", error.Message);
            Check.Equal(0.5f, m.Method<float, float>("identity_float").call(0.5f));
        }

        [Test]
        public static void An_int_widens_to_float()
        {
            using var m = jit.load(Fixtures.Values);
            Check.Equal(3.0, m.Method<long, double>("identity_float").call(3));
            Check.Equal(3.0, Check.Is<double>(m.invoke("identity_float", 3)));
        }

        [Test]
        public static void None_and_tensors()
        {
            using var m = jit.load(Fixtures.Values);
            var identity = m.Method<Tensor?, Tensor?>("identity_none");
            Check.True(identity.call(null) is null, "null");
            Check.True(m.invoke("identity_none", new object?[] { null }) == null, "null");
            var x = ones(2);
            Check.True(identity.call(x)!.equal(x), "the same tensor");
        }

        [Test]
        public static void Lists()
        {
            Both("identity_ints", new long[] { 1, -2, 3 });
            Both("identity_ints", new long[0]);
            Both("identity_floats", new[] { 1.5, -2.5 });
            Both("identity_bools", new[] { true, false, true });
            Both("identity_strs", new[] { "a", "", "ü" });
            using var m = jit.load(Fixtures.Values);
            Check.Equal(new[] { 1, 2 }, m.Method<int[], int[]>("identity_ints").call(new[] { 1, 2 }));
            Check.Equal(new[] { 1f, 2f }, m.Method<float[], float[]>("identity_floats").call(new[] { 1f, 2f }));
            Check.Equal(new List<string> { "a" }, m.Method<List<string>, List<string>>("identity_strs").call(new List<string> { "a" }));
            IReadOnlyList<bool> flags = m.Method<IEnumerable<bool>, IReadOnlyList<bool>>("identity_bools").call(new[] { true });
            Check.Equal(1, flags.Count);
        }

        [Test]
        public static void Lists_of_tensors()
        {
            using var m = jit.load(Fixtures.Values);
            var tensors = new[] { ones(1), zeros(2), ones(3), ones(4), ones(5), ones(6) };
            Tensor[] typed = m.Method<Tensor[], Tensor[]>("identity_tensors").call(tensors);
            Check.Equal(6, typed.Length);
            Check.True(typed[1].equal(tensors[1]), "the same tensor");
            Check.Equal(6, Check.Is<Tensor[]>(m.invoke("identity_tensors", tensors)).Length);
            Check.Equal(6, Check.Is<Tensor[]>(m.invoke("identity_tensors", new List<Tensor>(tensors))).Length);
            Check.Equal(0, Check.Is<Tensor[]>(m.invoke("identity_tensors", new Tensor[0])).Length);
        }

        [Test]
        public static void Nested_lists_and_tuples()
        {
            using var m = jit.load(Fixtures.Values);
            var lists = new[] { new long[] { 1, 2 }, new long[0], new long[] { 3 } };
            Check.Equal(3L, Check.Is<long[][]>(m.invoke("nested_list", (object)lists))[2][0]);
            Check.Equal(2, m.Method<List<long[]>, long[][]>("nested_list").call(new List<long[]>(lists))[0].Length);
            var x = ones(2);
            var (tensor, (number, text), reals) =
                m.Method<(Tensor, (long, string), double[]), (Tensor, (int, string), List<double>)>("nested")
                    .call((x, (5, "five"), new[] { 0.5 }));
            Check.True(tensor.equal(x) && number == 5 && text == "five" && reals[0] == 0.5, "the same values");
            var untyped = Check.Is<(object, object, object)>(m.invoke("nested", (x, (5, "five"), new[] { 0.5 })));
            Check.Is<(long, string)>(untyped.Item2);
            var pairs = m.Method<(long, Tensor)[], List<(long, Tensor)>>("pair_list").call(new[] { (1L, x), (2L, x) });
            Check.Equal(2L, pairs[1].Item1);
        }

        [Test]
        public static void Long_tuples_untyped()
        {
            using var m = jit.load(Fixtures.Values);
            var nine = Check.Is<(long, long, long, long, long, long, long, long, long)>(m.invoke("many", 1, 2, 3, 4, 5, 6, 7, 8));
            Check.Equal(36L, nine.Item9);
        }

        [Test]
        public static void Scalars_keep_their_kind()
        {
            Check.True(tensor(2L).ToScalar().IsInteger, "an integer");
            Check.True(tensor(2.0).ToScalar().IsFloatingPoint, "a floating-point number");
            Check.True(tensor(true).ToScalar().IsBool, "a truth value");
            Scalar half = 0.5;
            Check.Equal("0.5", half.ToString());
            Check.Equal(0L, default(Scalar).ToInt64());
            Check.True((ones(1) + default(Scalar)).equal(ones(1)), "a default scalar is 0");
        }

        private static void Both<T>(string method, T value)
        {
            using var m = jit.load(Fixtures.Values);
            Check.Equal(value, m.Method<T, T>(method).call(value));
            Check.Equal(value, Check.Is<T>(m.invoke(method, new object?[] { value })));
            Check.Equal(value, m.invoke<T>(method, new object?[] { value }));
        }
    }
}
