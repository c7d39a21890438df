using System;
using System.Collections.Generic;
using System.Runtime.Serialization;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>A typed call allocates its result objects and nothing else.</summary>
    public static class AllocationTests
    {
        private const int Calls = 200;

        [Test]
        public static void Scalars_cost_nothing()
        {
            using var unit = jit.compile(
                "def f(a: int, b: float, c: bool, d: complex, e: Optional[int]) -> Tuple[int, float, bool]:\n    return a, b, c\n");
            var f = unit.Function<long, double, bool, System.Numerics.Complex, long?, (long, double, bool)>("f");
            Check.Equal(0L, BytesPerCall(() => f.call(1, 2.0, true, default, null)));
        }

        [Test]
        public static void Tensors_cost_the_objects_that_come_back()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
            Tensor x = ones(2), y = ones(2);
            long size = Bytes(() => FormatterServices.GetUninitializedObject(typeof(Tensor)));
            Check.Equal(2 * size, BytesPerCall(() => Dispose(m.forward(x, y))));
        }

        [Test]
        public static void Without_hooks_calls_cost_nothing()
        {
            using var m = jit.load<long, long, long, long, long, long, long, long, long[]>(Fixtures.File("eight.pt"));
            long forward = BytesPerCall(() => m.forward(1, 2, 3, 4, 5, 6, 7, 8));
            Check.Equal(forward, BytesPerCall(() => m.call(1, 2, 3, 4, 5, 6, 7, 8)));
            nn.HookRemover hook = m.register_forward_hook((module, a, b, c, d, e, f, g, h, result) => result);
            Check.True(BytesPerCall(() => m.call(1, 2, 3, 4, 5, 6, 7, 8)) > forward, "a hook that costs something");
            hook.remove();
            Check.Equal(forward, BytesPerCall(() => m.call(1, 2, 3, 4, 5, 6, 7, 8)));
        }

        [Test]
        public static void Arguments_of_any_kind_cost_nothing()
        {
            using var m = jit.load(Fixtures.Typed);
            var point = new ImmutablePoint(1, ones(1), "label");
            var weight = m.Method<ImmutablePoint, double>("weight_of");
            Check.Equal(0L, BytesPerCall(() => weight.call(point)));
            var value = m.Method<Color, long>("color_value");
            Check.Equal(0L, BytesPerCall(() => value.call(Color.DarkGreen)));
            var table = new Dictionary<string, List<long>> { ["a"] = new List<long> { 1, 2 }, ["b"] = new List<long>() };
            Check.Equal(0L, BytesPerCall(Length("Dict[str, List[int]]", table)));
            Check.Equal(0L, BytesPerCall(Length("List[Tensor]", new[] { ones(1), ones(1) })));
            Check.Equal(0L, BytesPerCall(Length("List[str]", new List<string> { "x", "y" })));
            Check.Equal(0L, BytesPerCall(Length("str", "some text")));
        }

        [Test]
        public static void Results_cost_only_their_contents()
        {
            var ints = new long[1000];
            var list = Identity.Function<long[], long[]>("List[int]");
            Check.Equal(Bytes(() => new long[1000]), BytesPerCall(() => list.call(ints)));
            var text = Identity.Function<string, string>("str");
            Check.Equal(Bytes(() => new string('x', 10)), BytesPerCall(() => text.call("0123456789")));
            var table = new Dictionary<string, long> { ["a"] = 1, ["b"] = 2 };
            var dict = Identity.Function<Dictionary<string, long>, Dictionary<string, long>>("Dict[str, int]");
            long expected = Bytes(() => new Dictionary<string, long>(2)) + (2 * Bytes(() => new string('x', 1)));
            Check.Equal(expected, BytesPerCall(() => dict.call(table)));
            var color = jit.load(Fixtures.Typed).Method<Color, Color>("identity_color");
            Check.Equal(0L, BytesPerCall(() => color.call(Color.DarkGreen)));
        }

        private enum Color
        {
            Red,
            DarkGreen,
        }

        private static Action Length<T>(string type, T value)
        {
            var length = jit.compile($"def f(x: {type}) -> int:\n    return len(x)\n").Function<T, long>("f");
            return () => length.call(value);
        }

        private static void Dispose((Tensor First, Tensor Second) pair)
        {
            pair.First.Dispose();
            pair.Second.Dispose();
        }

        private static long Bytes(Func<object> make) => BytesPerCall(() => GC.KeepAlive(make()));

        private static long BytesPerCall(Action action)
        {
            for (int i = 0; i < Calls; i++)
            {
                action();
            }
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Calls; i++)
            {
                action();
            }
            return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
        }
    }
}
