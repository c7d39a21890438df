using System;
using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Arguments by name, and defaults.</summary>
    public static class KeywordArgumentTests
    {
        private const string Source = @"
def mixed(x: Tensor, alpha: int = 2, shift: float = 0.5, *, times: int) -> Tensor:
    return (x * alpha + shift) * times

def pick(values: List[int], index: int = -1) -> int:
    return values[index]

def last(values: Dict[str, int]) -> int:
    return values['a']

def nothing() -> int:
    return 1
";

        [Test]
        public static void Names_go_to_their_parameters_and_gaps_take_defaults()
        {
            using var m = jit.load(Fixtures.Objects);
            Check.Equal(12f, Mixed(ones(1), new { shift = 4.0, times = 2 }));
            Check.Equal(21f, Mixed(ones(1), 3, new { times = 6 }));
            Check.Equal(21f, Mixed(new { times = 6, alpha = 3, x = ones(1) }));
            Check.Equal(2.5f, Mixed(ones(1), new { }));
            Check.Equal(3.5f, Mixed(ones(1), new KeywordArguments { ["alpha"] = 3 }));
            Check.Equal(3.5f, Mixed(ones(1), new KeywordArguments(new Dictionary<string, object?> { ["alpha"] = 3 })));

            float Mixed(params object[] arguments) => m.invoke<Tensor>("mixed", arguments).item<float>();
        }

        [Test]
        public static void Every_untyped_call_takes_names()
        {
            using var m = jit.load(Fixtures.Sample);
            using var typed = jit.load<(Tensor, Tensor)>(Fixtures.Sample);
            using var unit = jit.compile(Source);
            Check.Equal(3f, Check.Is<(Tensor, Tensor)>(m.forward(ones(1), new { y = ones(1) * 2 })).Item1.item<float>());
            Check.Equal(3f, Check.Is<(Tensor, Tensor)>(m.call(new { y = ones(1) * 2, x = ones(1) })).Item1.item<float>());
            Check.Equal(3f, typed.forward(ones(1), new { y = ones(1) * 2 }).Item1.item<float>());
            Check.Equal(3f, typed.call(ones(1), new { y = ones(1) * 2 }).Item1.item<float>());
            Check.Equal(5f, Check.Is<Tensor>(unit.invoke("mixed", ones(1), new { times = 2 })).item<float>());
            Check.Equal(5f, unit.invoke<object, Tensor>("mixed", ones(1), new { times = 2 }).item<float>());
            Check.Equal(20, unit.invoke<long>("pick", new long[] { 10, 20, 30 }, new { index = 1 }));
            Check.Equal(20, unit.invoke<long>("pick", new { index = 1, values = new[] { 10, 20, 30 } }));
            Check.Equal(1, unit.invoke<long>("nothing", new { }));
        }

        [Test]
        public static void A_keyword_only_parameter_also_has_a_position()
        {
            using var unit = jit.compile(Source);
            SchemaParameter times = unit.Schema("mixed").Parameters[3];
            Check.True(times.IsKeywordOnly && !times.HasDefault, "keyword-only without a default");
            Check.Equal(5f, unit.invoke<Tensor>("mixed", ones(1), 2, 0.5, 2).item<float>());
            Check.Equal(5f, unit.Function<Tensor, long, double, long, Tensor>("mixed").call(ones(1), 2, 0.5, 2).item<float>());
        }

        [Test]
        public static void A_null_in_their_place_is_named() => Check.Equal(
            "arguments", Check.Throws<ArgumentNullException>(() => new KeywordArguments(null!)).ParamName);

        [Test]
        public static void An_unknown_name_is_refused_with_the_known_names()
        {
            using var m = jit.load(Fixtures.Objects);
            var error = Check.Throws<TorchTypeException>(() => m.invoke("mixed", ones(1), new { alfa = 3 }));
            Check.Contains("'alfa'", error.Message);
            Check.Contains("x, alpha, shift, times", error.Message);
            Check.Contains(m.Schema("mixed").Text, error.Message);
            Check.Throws<TorchTypeException>(() => m.invoke("mixed", ones(1), new { Alpha = 3 }));
        }

        [Test]
        public static void A_name_that_is_given_twice_is_refused()
        {
            using var m = jit.load(Fixtures.Objects);
            var error = Check.Throws<TorchTypeException>(() => m.invoke("mixed", ones(1), 3, new { alpha = 3 }));
            Check.Contains("'alpha' is given twice", error.Message);
            Check.Contains(m.Schema("mixed").Text, error.Message);
        }

        [Test]
        public static void A_missing_argument_is_named()
        {
            using var unit = jit.compile(Source);
            var first = Check.Throws<TorchTypeException>(() => unit.invoke("mixed", new { times = 3 }));
            var last = Check.Throws<TorchTypeException>(() => unit.invoke("mixed", ones(1), new { alpha = 3 }));
            Check.Contains("'x' is missing", first.Message);
            Check.Contains("'times' is missing", last.Message);
        }

        [Test]
        public static void Too_many_arguments_and_a_wrong_one_are_refused()
        {
            using var unit = jit.compile(Source);
            Check.Throws<TorchTypeException>(() => unit.invoke("pick", new long[] { 1 }, 0, 0, new { }));
            foreach (object? wrong in new object?[] { 3.5, null, "3" })
            {
                var error = Check.Throws<TorchTypeException>(() => unit.invoke("mixed", ones(1), new { alpha = wrong, times = 1 }));
                Check.Contains("'alpha'", error.Message);
            }
        }

        [Test]
        public static void Names_anywhere_but_at_the_end_are_refused()
        {
            using var m = jit.load(Fixtures.Objects);
            var names = new KeywordArguments { ["alpha"] = 3 };
            Check.Contains("last", Check.Throws<TorchTypeException>(() => m.invoke("mixed", names, ones(1))).Message);
            Check.Contains("last", Check.Throws<TorchTypeException>(() => m.invoke("mixed", ones(1), new object[] { names })).Message);
        }
    }
}
