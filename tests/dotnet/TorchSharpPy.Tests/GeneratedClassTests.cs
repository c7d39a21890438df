using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using Golden;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The class that codegen writes for tests/models/codegen_models.py does what its methods do.</summary>
    public static class GeneratedClassTests
    {
        private static Rich Load() => Rich.load(Fixtures.File("rich.pt"));

        [Test]
        public static void Tensors_and_tuples()
        {
            using Rich m = Load();
            using var untyped = torch.jit.load(Fixtures.File("rich.pt"));
            Tensor x = arange(4.0);
            (Tensor sum, Tensor difference) = m.forward(x, ones(4));
            var expected = ((Tensor, Tensor))untyped.forward(x, ones(4));
            Check.True(sum.equal(expected.Item1) && difference.equal(expected.Item2), "the results of the untyped call");
        }

        [Test]
        public static void Defaults_are_those_of_the_schema()
        {
            using Rich m = Load();
            using var untyped = torch.jit.load(Fixtures.File("rich.pt"));
            Tensor x = arange(3.0);
            Check.True(m.predict(x).equal(untyped.invoke<Tensor>("predict", x)), "predict with its defaults");
            Check.True(m.predict(x, mode: "").equal(x), "predict with one argument named");
            Check.Equal(untyped.invoke<long?>("optional"), m.optional());
            Check.Equal((long?)null, m.optional(n: null));
            Check.Equal(
                untyped.invoke<(long, Complex, long, double, string)>("immutable"),
                m.immutable());
            Check.Equal(9L, m.immutable((9, "nine"), null).Item1);
            Check.Equal(untyped.invoke<long[][]>("lists").SelectMany(item => item), m.lists().SelectMany(item => item));
            Check.Equal(new long[] { 5, 2, 1 }, m.lists(new long[] { 5 }, last: true).SelectMany(item => item).Take(3));
            Check.Equal(2, m.lists(new long[] { 5 }, new[] { true }, null).Length);
        }

        [Test]
        public static void Named_tuples()
        {
            using Rich m = Load();
            var point = new Rich.Point(ones(2), "a", 3);
            Rich.Point shifted = m.shifted(point, by: 2);
            Check.Equal("a", shifted.label);
            Check.Equal(5L, shifted.@event);
            Check.True(shifted.x.equal(full(new long[] { 2 }, 3)), "x + 2");
            Rich.Box one = m.boxed(new[] { point });
            Check.True(one.next == null, "no next");
            var (corner, sizes, next) = m.boxed(new[] { point, shifted });
            Check.Equal("a", corner.label);
            Check.Equal(new long[] { 2 }, sizes);
            Check.Equal(5L, next!.Value.@event);
        }

        [Test]
        public static void Enums()
        {
            using Rich m = Load();
            Check.Equal(Rich.Color.GREEN, m.next_color());
            Check.Equal(Rich.Color.RED, m.next_color(Rich.Color.BLUE));
            Check.Equal(Rich.Color.BLUE, m.next_color(Rich.Color.BLUE, Rich.Mode.@checked));
        }

        [Test]
        public static void Classes()
        {
            using Rich m = Load();
            using var counter = new Rich.Counter(m, 10);
            Check.Equal("counter", counter.name);
            Check.Equal(11L, counter.add());
            using (Rich.Counter same = m.count(counter, 4))
            {
                Check.Equal(15L, counter.total);
                same.total = 20;
            }
            Check.Equal(20L, counter.total);
            Check.Equal(new long[] { 1, 4 }, counter.history);
            counter.name = "renamed";
            Rich.Point corner = counter.corner(zeros(1));
            Check.Equal("renamed", corner.label);
            Check.Equal(20L, corner.x.ToInt64());
            Dictionary<string, Rich.Counter> made = m.counters(new long[] { 7, 8 });
            Check.Equal(new[] { "7", "8" }, made.Keys.ToArray());
            Check.Equal(8L, made["8"].total);
        }

        [Test]
        public static void Names_that_CSharp_uses()
        {
            using Rich m = Load();
            Check.Equal("s3True", m.@event(1, 2, "s", true));
            Check.Equal(2.5, m.Event(2.5));
            Check.Equal("path", m.load_("path"));
            Check.Equal("text", m.ToString_());
            Check.Equal(4L, m.list(4));
            m.nothing();
        }

        [Test]
        public static void Dictionaries_and_many_arguments()
        {
            using Rich m = Load();
            var table = m.table(new Dictionary<string, Tensor> { ["x"] = zeros(1) }, new Dictionary<long, string> { [1] = "one" });
            Check.True(table["one"].Single().equal(ones(1)), "x + 1");
            var result = m.ten(1, 2, 3, 4, 5, 6, 7, 8, 9.5, new Rich.Point(ones(1), "j", 10));
            Check.Equal((1L, 8L, 9.5, "j", 10L), (result.Item1, result.Item8, result.Item9, result.Item10.label, result.Item10.@event));
        }

        [Test]
        public static void The_training_mode_is_a_property()
        {
            using Rich m = Load();
            m.training = false;
            Check.True(!m.training && !m.module.training, "evaluation mode");
            m.training = true;
            Check.True(m.training && m.module.training, "training mode");
        }

        [Test]
        public static void Another_model_is_refused()
        {
            TorchTypeException error = Check.Throws<TorchTypeException>(() => Rich.load(Fixtures.File("rich_changed.pt")));
            Check.Contains("not the one that Rich was generated for", error.Message);
            Check.Contains("  added: extra(Tensor x) -> Tensor", error.Message);
            Check.Contains("  removed: nothing() -> NoneType", error.Message);
            Check.Contains("  changed: predict", error.Message);
            Check.Contains("    expected: predict(Tensor x, int top=5,", error.Message);
            Check.Contains("    found:    predict(Tensor x, int top=6,", error.Message);
            Check.Contains("  changed: NamedTuple __torch__.tests.models.codegen_models.Point", error.Message);
        }

        [Test]
        public static void A_model_is_loaded_from_bytes_and_streams_too()
        {
            byte[] bytes = File.ReadAllBytes(Fixtures.File("rich.pt"));
            using Rich of_bytes = Rich.load(bytes);
            using var stream = new MemoryStream(bytes);
            using Rich of_stream = Rich.load(stream, new Device("cpu"));
            using Rich of_file = Load();
            using Tensor x = ones(4);
            using Tensor expected = of_file.predict(x);
            foreach (Rich m in new[] { of_bytes, of_stream })
            {
                using Tensor result = m.predict(x);
                Check.Equal(expected.data<float>(), result.data<float>());
            }
            Check.Equal(true, stream.CanRead);
            byte[] other = File.ReadAllBytes(Fixtures.File("rich_changed.pt"));
            Check.Throws<TorchTypeException>(() => Rich.load(other));
            Check.Throws<ModelFormatException>(() => Rich.load(new byte[10]));
        }

        [Test]
        public static void Nothing_is_left_behind()
        {
            Leaks.None(() =>
            {
                using Rich m = Load();
                using var counter = new Rich.Counter(m, 1);
                m.count(counter, 2).Dispose();
                Check.Throws<TorchTypeException>(() => Rich.load(Fixtures.Sample));
            });
        }
    }
}
