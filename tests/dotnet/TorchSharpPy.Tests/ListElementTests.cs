using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Lists of numbers as lists of every C# number type.</summary>
    public static class ListElementTests
    {
        private static readonly long[] Integers = { 0, long.MinValue, long.MaxValue };
        private static readonly double[] Reals = { 0.1, double.NegativeInfinity, -0.0 };
        private static readonly bool[] Truths = { true, false, true };

        [Test]
        public static void Elements_may_be_objects()
        {
            Check.Equal<IEnumerable<object>>(Integers.Cast<object>(), Identity.Typed<long[], object[]>("List[int]", Integers));
            Check.Equal<IEnumerable<object>>(Reals.Cast<object>(), Identity.Typed<double[], List<object>>("List[float]", Reals));
            Check.Equal<IEnumerable<object>>(Truths.Cast<object>(), Identity.Typed<bool[], IReadOnlyList<object>>("List[bool]", Truths));
        }

        [Test]
        public static void Elements_may_be_nullable()
        {
            Check.Equal<IEnumerable<long?>>(Integers.Cast<long?>(), Identity.Typed<long[], long?[]>("List[int]", Integers));
            Check.Equal<IEnumerable<double?>>(Reals.Cast<double?>(), Identity.Typed<double[], List<double?>>("List[float]", Reals));
            Check.Equal(Truths.Cast<bool?>(), Identity.Typed<bool[], IEnumerable<bool?>>("List[bool]", Truths));
        }

        [Test]
        public static void Elements_may_be_scalars_and_numbered_enums()
        {
            Scalar[] scalars = Identity.Typed<double[], Scalar[]>("List[float]", Reals);
            Check.Equal<IEnumerable<double>>(Reals, scalars.Select(one => one.ToDouble()));
            ScalarType[] types = { ScalarType.Float64, ScalarType.BFloat16 };
            Check.Equal(types, Identity.Typed("List[int]", types));
            Check.Equal<IEnumerable<ScalarType>>(types, Identity.Typed("List[int]", types.ToList()));
        }

        [Test]
        public static void Elements_inside_other_containers_too()
        {
            var rows = new Dictionary<string, long[]> { ["a"] = Integers };
            var same = Identity.Typed<Dictionary<string, long[]>, Dictionary<string, object[]>>("Dict[str, List[int]]", rows);
            Check.Equal<IEnumerable<object>>(Integers.Cast<object>(), same["a"]);
            Check.Equal<IEnumerable<object>>(Integers.Cast<object>(), Identity.Typed<object, object[]>("Any", Integers));
        }

        [Test]
        public static void Another_kind_of_element_is_refused()
        {
            var error = Check.Throws<TorchTypeException>(() => Identity.Typed<object, string[]>("Any", Integers));
            Check.Contains("an int", error.Message);
        }
    }
}
