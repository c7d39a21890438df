using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Convert;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Dictionaries in both directions.</summary>
    public static class DictTests
    {
        [Test]
        public static void Keys_of_every_type_keep_their_order()
        {
            Both("Dict[str, int]", new Dictionary<string, long> { ["b"] = 1, [""] = 2, ["a\0\U0001F600"] = long.MinValue });
            Both("Dict[int, str]", new Dictionary<long, string> { [long.MaxValue] = "x", [-1] = "y" });
            Both("Dict[float, bool]", new Dictionary<double, bool> { [double.NegativeInfinity] = true, [0.1] = false });
            Both("Dict[bool, float]", new Dictionary<bool, double> { [true] = double.NaN, [false] = double.Epsilon });
            var many = Enumerable.Range(0, 5000).ToDictionary(i => "key " + (i * 7919 % 5000), i => (long)i);
            Both("Dict[str, int]", many);
        }

        [Test]
        public static void Values_may_be_anything()
        {
            var tables = new Dictionary<string, Dictionary<long, long[]>>
            {
                ["full"] = new Dictionary<long, long[]> { [1] = new long[] { 1, 2 }, [2] = new long[0] },
                ["empty"] = new Dictionary<long, long[]>(),
            };
            var back = Identity.Typed("Dict[str, Dict[int, List[int]]]", tables);
            Check.Equal<IEnumerable<string>>(new[] { "full", "empty" }, back.Keys);
            Check.Equal(new long[] { 1, 2 }, back["full"][1]);
            Check.Equal(0, back["empty"].Count);
            var optional = Identity.Typed("Dict[str, Optional[int]]", new Dictionary<string, long?> { ["a"] = null, ["b"] = 1 });
            Check.Equal(null, optional["a"]);
            Check.Equal(1, optional["b"]);
            var narrow = Identity.Typed("Dict[int, Tuple[int, float]]", new Dictionary<int, (int, float)> { [3] = (4, 0.5f) });
            Check.Equal((4, 0.5f), narrow[3]);
        }

        [Test]
        public static void Interfaces_and_other_dictionaries()
        {
            IReadOnlyDictionary<string, long> sorted = new SortedDictionary<string, long> { ["b"] = 2, ["a"] = 1 };
            IReadOnlyDictionary<string, long> back = Identity.Typed("Dict[str, int]", sorted);
            Check.Equal("a1 b2", string.Join(" ", back.Select(pair => pair.Key + pair.Value)));
            IDictionary<string, long> plain = new SortedList<string, long> { ["c"] = 3 };
            Check.Equal(3L, Identity.Typed("Dict[str, int]", plain)["c"]);
            var typed = Check.Is<Dictionary<string, long>>(Identity.Untyped("Dict[str, int]", new Hashtable { ["d"] = 4 }));
            Check.Equal(4L, typed["d"]);
            Check.Equal(1L, Check.Is<Dictionary<string, long>>(Identity.Untyped("Dict[str, int]", sorted))["a"]);
        }

        [Test]
        public static void Tensors_as_keys_are_found_by_identity()
        {
            Tensor x = ones(1), y = ones(1);
            var named = new Dictionary<Tensor, string>(TensorIdentity.Instance) { [x] = "x", [y] = "y" };
            var back = Identity.Typed("Dict[Tensor, str]", named);
            Check.Equal("x y", back[x] + " " + back[y]);
            Check.True(!back.ContainsKey(ones(1)), "another tensor is another key");
            var untyped = Check.Is<Dictionary<Tensor, string>>(Identity.Untyped("Dict[Tensor, str]", named));
            Check.Equal("y", untyped[y]);
        }

        [Test]
        public static void Tensors_as_values_are_the_same_tensors()
        {
            using var m = jit.load(Fixtures.Typed);
            var table = m.Method<Dictionary<string, Tensor>, Dictionary<string, Tensor>>("identity_table");
            var tensors = Enumerable.Range(0, 10).ToDictionary(i => "t" + i, i => ones(i + 1));
            Dictionary<string, Tensor> back = table.call(tensors);
            Check.Equal(tensors.Keys, back.Keys);
            Check.True(back.All(pair => pair.Value.Handle == tensors[pair.Key].Handle), "the same tensors");
            Leaks.None(() => table.call(new Dictionary<string, Tensor> { ["a"] = ones(1), ["b"] = zeros(2) }));
        }

        [Test]
        public static void An_empty_dictionary_keeps_its_types_as_Any()
        {
            Check.Is<Dictionary<string, Tensor>>(Identity.Untyped("Any", new Dictionary<string, Tensor>()));
            Check.Is<Dictionary<long, double>>(Identity.Untyped("Any", new Dictionary<int, float>()));
            Check.Is<Dictionary<bool, string>>(Identity.Untyped("Dict[bool, str]", new Dictionary<bool, string>()));
            var mixed = new Dictionary<string, object> { ["a"] = 1L, ["b"] = "two" };
            var back = Check.Is<Dictionary<string, object>>(Identity.Untyped("Any", mixed));
            Check.Equal(1L, back["a"]);
            Check.Equal("two", back["b"]);
        }

        [Test]
        public static void Keys_that_are_equal_only_in_CSharp_are_refused()
        {
            const string source = "def f(nan: float) -> Dict[float, int]:\n    return {nan: 1, nan: 2}\n";
            using var unit = jit.compile(source);
            var error = Check.Throws<TorchTypeException>(() => unit.Function<double, Dictionary<double, long>>("f").call(double.NaN));
            Check.Contains("NaN", error.Message);
            Check.Throws<TorchTypeException>(() => unit.invoke<object>("f", double.NaN));
        }

        [Test]
        public static void Wrong_types_are_refused_with_both()
        {
            string message = Identity.Refusal<Dictionary<string, string>, object>("Dict[str, int]");
            Check.Contains("Dict[str, int]", message);
            Check.Contains("Dictionary<string, string>", message);
            Check.Contains("use Dictionary<string, long>", Identity.Refusal<object, Dictionary<long, long>>("Dict[str, int]"));
            Check.Throws<TorchTypeException>(() => Identity.Untyped("Dict[str, int]", new Dictionary<string, string> { ["a"] = "b" }));
            Check.Throws<TorchTypeException>(() => Identity.Typed<Dictionary<string, long>?>("Dict[str, int]", null));
        }

        private static void Both<TKey, TValue>(string type, Dictionary<TKey, TValue> value)
            where TKey : notnull
        {
            Same(value, Identity.Typed(type, value));
            Same(value, Check.Is<Dictionary<TKey, TValue>>(Identity.Untyped(type, value)));
            Same(value, Check.Is<Dictionary<TKey, TValue>>(Identity.Untyped("Any", value)));
        }

        private static void Same<TKey, TValue>(Dictionary<TKey, TValue> expected, Dictionary<TKey, TValue> actual)
            where TKey : notnull
        {
            Check.Equal(expected.Keys, actual.Keys);
            Check.Equal(expected.Values, actual.Values);
        }
    }
}
