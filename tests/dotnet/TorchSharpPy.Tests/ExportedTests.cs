using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Programs of torch.export: how they are loaded, typed and called.</summary>
    public static class ExportedTests
    {
        internal static string Sums => Fixtures.File("exported_sums.pt2");

        internal static string Features => Fixtures.File("exported_features.pt2");

        [Test]
        public static void A_program_comes_from_a_path_from_bytes_and_from_a_stream()
        {
            using Tensor x = ones(10), y = ones(10) * 2;
            byte[] bytes = File.ReadAllBytes(Sums);
            using var stream = new MemoryStream(bytes);
            foreach (ExportedProgram program in new[]
            {
                export.load(Sums), export.load(Sums, mmap: true), export.load(bytes), export.load(new ReadOnlyMemory<byte>(bytes)),
                export.load(stream),
            })
            {
                using (program)
                {
                    Tensor[] results = program.run(x, y);
                    Check.Equal(new[] { 3f, -1f }, results.Select(one => one.data<float>()[0]).ToArray());
                }
            }
        }

        [Test]
        public static void Run_forward_and_call_give_the_same()
        {
            using var untyped = export.load(Sums);
            using var result = export.load<(Tensor, Tensor)>(Sums);
            using var typed = export.load<Tensor, Tensor, (Tensor, Tensor)>(Sums);
            Tensor x = rand(10), y = rand(10), sum = x + y;
            foreach (Tensor one in new[]
            {
                untyped.run(x, y)[0], untyped.forward(x, y)[0], untyped.call(x, y)[0], result.run(x, y).Item1,
                result.forward(x, y).Item1, result.call(x, y).Item1, typed.forward(x, y).Item1, typed.call(x, y).Item1,
                typed.ForwardAsync(x, y).Result.Item1, (((Tensor, Tensor))untyped.forward(new object[] { x, y })).Item1,
                typed.Method<Tensor, Tensor, (Tensor, Tensor)>("forward").call(x, y).Item1,
            })
            {
                Check.True(one.equal(sum), "the sum");
            }
        }

        [Test]
        public static void Typed_views_are_refused_at_load_with_the_schema()
        {
            var error = Check.Throws<TorchTypeException>(() => export.load<Tensor, Tensor, Tensor>(Sums));
            Check.Contains("Tensor x, Tensor y", error.Message);
            Check.Contains("(Tensor, Tensor)", error.Message);
            Check.Throws<TorchTypeException>(() => export.load<Tensor, (Tensor, Tensor)>(Sums));
            Check.Throws<TorchTypeException>(() => export.load<long>(Sums));
            Leaks.None(() => Check.Throws<TorchTypeException>(() => export.load<Tensor, Tensor>(Sums)));
        }

        [Test]
        public static void Containers_keywords_and_constants_are_arguments()
        {
            using var m = export.load<Dictionary<string, Tensor>, (Tensor, Tensor[]), Dictionary<string, Tensor>>(Features);
            Dictionary<string, Tensor> batch = Batch(5);
            (Tensor, Tensor[]) pair = (ones(5, 4), new[] { ones(5, 4) });
            Dictionary<string, Tensor> result = m.forward(batch, pair);
            Check.Equal(new long[] { 5, 4 }, result["y"].shape);
            Check.True(result["z"].equal(batch["z"] * 2), "twice z");
            using var untyped = export.load(Features);
            var named = (Dictionary<string, Tensor>)untyped.forward(new object[] { new { pair, batch, scale = 2.0 } });
            Check.True(named["y"].equal(result["y"]), "the same by name");
            var error = Check.Throws<TorchValueException>(() => untyped.forward(new object[] { batch, pair, 3.0 }));
            Check.Contains("'scale' was exported as the constant 2", error.Message);
        }

        [Test]
        public static void Wrong_types_sizes_and_ranges_are_named()
        {
            using var sums = export.load(Sums);
            using var features = export.load(Features);
            var size = Check.Throws<TorchValueException>(() => sums.run(ones(10), ones(3)));
            Check.Contains("'y' must be Float[10], for which the program was exported; got Float[3]", size.Message);
            var dtype = Check.Throws<TorchValueException>(() => sums.run(ones(10), ones(new long[] { 10 }, int64)));
            Check.Contains("got Long[10]", dtype.Message);
            var range = Check.Throws<TorchValueException>(() => features.forward(new object[] { Batch(65), Pair(65) }));
            Check.Contains("from 1 to 64", range.Message);
            var other = Check.Throws<TorchValueException>(() => features.forward(new object[] { Batch(5), Pair(6) }));
            Check.Contains("pair[0]", other.Message);
            Check.Throws<TorchTypeException>(() => sums.run(ones(10)));
            Check.Throws<TorchTypeException>(() => sums.forward(new object[] { ones(10), "text" }));
        }

        [Test]
        public static void A_program_of_several_is_chosen_by_name()
        {
            string two = Fixtures.File("exported_two.pt2");
            using var sums = export.load(two, model: "sums");
            using var classifier = export.load<Tensor, Tensor>(two, model: "classifier");
            Check.Equal(2, sums.run(ones(10), ones(10)).Length);
            Check.Equal(new long[] { 7, 3 }, classifier.forward(rand(7, 8)).shape);
            Check.Contains("classifier, sums", Check.Throws<TorchValueException>(() => export.load(two)).Message);
            Check.Throws<TorchValueException>(() => export.load(two, model: "other"));
        }

        [Test]
        public static void Files_of_another_kind_and_missing_code_are_named()
        {
            Check.Contains("load it with jit.load", Check.Throws<ModelFormatException>(() => export.load(Fixtures.Sample)).Message);
            Check.Contains("no compiled code", Check.Throws<UnsupportedValueException>(
                () => export.load(Sums, mode: export.Mode.Compiled)).Message);
            Check.Throws<ModelNotFoundException>(() => export.load("nothing.pt2"));
            Check.Throws<ModelFormatException>(() => export.load(new byte[10]));
        }

        [Test]
        public static void Hooks_change_what_call_takes_and_returns()
        {
            using var m = export.load<Tensor, Tensor, (Tensor, Tensor)>(Sums);
            using Tensor x = ones(10), y = ones(10) * 4;
            m.register_forward_pre_hook((module, a, b) => (a * 10, b));
            m.register_forward_hook((module, a, b, result) => (result.Item1 + 1, result.Item2));
            Check.Equal(15f, m.call(x, y).Item1.data<float>()[0]);
            Check.Equal(5f, m.forward(x, y).Item1.data<float>()[0]);
        }

        [Test]
        public static void A_disposed_program_and_a_disposed_argument_are_errors()
        {
            var m = export.load(Sums);
            Tensor gone = ones(10);
            gone.Dispose();
            Check.Throws<ObjectDisposedException>(() => m.run(gone, gone));
            m.Dispose();
            Check.Throws<ObjectDisposedException>(() => m.run(ones(10), ones(10)));
            Check.Throws<ArgumentNullException>(() => export.load(Sums).run(null!));
        }

        [Test]
        public static void Loading_and_calling_leave_nothing_behind() => Leaks.None(() =>
        {
            using var scope = NewDisposeScope();
            using var m = export.load<Dictionary<string, Tensor>, (Tensor, Tensor[]), Dictionary<string, Tensor>>(Features);
            m.forward(Batch(2), Pair(2));
        });

        internal static Dictionary<string, Tensor> Batch(long size) =>
            new Dictionary<string, Tensor> { ["x"] = ones(size, 8), ["z"] = ones(2) };

        internal static (Tensor, Tensor[]) Pair(long size) => (ones(size, 4), new[] { ones(size, 4) });
    }
}
