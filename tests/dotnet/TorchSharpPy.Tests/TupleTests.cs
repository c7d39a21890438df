using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Tuples of any length, nested.</summary>
    public static class TupleTests
    {
        [Test]
        public static void No_items()
        {
            Check.Equal(default, Identity.Typed("Tuple[()]", default(ValueTuple)));
            Check.Is<ValueTuple>(Identity.Untyped("Any", default(ValueTuple)));
            Check.Equal(2, Identity.Typed("List[Tuple[()]]", new ValueTuple[2]).Length);
        }

        [Test]
        public static void One_item_stays_a_tuple()
        {
            Check.Equal(ValueTuple.Create(5L), Identity.Typed("Tuple[int]", ValueTuple.Create(5L)));
            Check.Equal(ValueTuple.Create("x"), Identity.Untyped("Any", ValueTuple.Create("x")));
            var nested = ValueTuple.Create(ValueTuple.Create(ValueTuple.Create(0.5)));
            Check.Equal(nested, Identity.Typed("Tuple[Tuple[Tuple[float]]]", nested));
        }

        [Test]
        public static void Twenty_items()
        {
            var twenty = (1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, "twenty");
            string type = "Tuple[" + string.Join(", ", Enumerable.Repeat("int", 19)) + ", str]";
            Check.Equal(twenty, Identity.Typed(type, twenty));
            Check.Equal(twenty, Identity.Untyped(type, twenty));
            Check.Equal(twenty, Identity.Untyped("Any", twenty));
        }

        [Test]
        public static void Nested_in_depth()
        {
            var deep = (1L, (2L, (3L, (4L, (5L, (6L, "seven"))))));
            const string type = "Tuple[int, Tuple[int, Tuple[int, Tuple[int, Tuple[int, Tuple[int, str]]]]]]";
            Check.Equal(deep, Identity.Typed(type, deep));
            (object, object) untyped = Check.Is<(object, object)>(Identity.Untyped(type, deep));
            Check.Equal(1L, Check.Is<long>(untyped.Item1));
            Check.Equal(2L, Check.Is<long>(Check.Is<(object, object)>(untyped.Item2).Item1));
            Check.Equal(untyped, Check.Is<(object, object)>(Identity.Untyped(type, untyped)));
            Check.Equal(untyped, Identity.Untyped("Any", deep));
            var lists = new[] { new[] { new[] { ("a", 1.5), ("b", -0.0) }, new (string, double)[0] }, new (string, double)[0][] };
            var back = Identity.Typed("List[List[List[Tuple[str, float]]]]", lists);
            Check.Equal(lists[0][0], back[0][0]);
            Check.Equal((2, 0, 0), (back[0].Length, back[0][1].Length, back[1].Length));
        }

        [Test]
        public static void Items_of_an_untyped_tuple_are_objects_if_one_is_a_container()
        {
            Check.Is<(long, string)>(Identity.Untyped("Tuple[int, str]", (1, "x")));
            Check.Is<(object, object)>(Identity.Untyped("Tuple[List[int], str]", (new long[] { 1 }, "x")));
            Check.Is<(object, object)>(Identity.Untyped("Tuple[int, Dict[str, int]]", (1, new Dictionary<string, long>())));
            Check.Is<(object, object)>(Identity.Untyped("Tuple[int, Optional[Tuple[int, int]]]", (1, ((long, long)?)(2, 3))));
            Check.Is<(object, object)>(Identity.Untyped("Any", (1L, default(ValueTuple))));
            var nine = (1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, (9L, "nine"));
            const string type = "Tuple[int, int, int, int, int, int, int, int, Tuple[int, str]]";
            var back = Check.Is<(object, object, object, object, object, object, object, object, object)>(Identity.Untyped(type, nine));
            Check.Equal((9L, "nine"), Check.Is<(long, string)>(back.Item9));
            Check.Is<(object, object)[]>(Identity.Untyped("List[Tuple[int, Tuple[int, int]]]", new[] { (1L, (2L, 3L)) }));
        }

        [Test]
        public static void Another_length_or_order_is_refused()
        {
            Identity.Refusal<(long, long), object>("Tuple[int, int, int]");
            Identity.Refusal<object, (string, long)>("Tuple[int, str]");
            Check.Throws<TorchTypeException>(() => Identity.Untyped("Tuple[int, int]", (1, 2, 3)));
            Check.Throws<TorchTypeException>(() => Identity.Typed<object, (long, long)>("Any", (1, 2, 3)));
        }
    }
}
