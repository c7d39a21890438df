using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>torch.save and torch.load; tests/python/test_files_csharp.py compares with Python.</summary>
    public static class CheckpointTests
    {
        [Test]
        public static void A_state_dict_of_python_is_a_dictionary_of_tensors()
        {
            byte[] bytes = File.ReadAllBytes(Fixtures.File("state_dict.pt"));
            foreach (object loaded in new[]
            {
                torch.load(Fixtures.File("state_dict.pt")),
                torch.load(bytes),
                torch.load(new MemoryStream(bytes)),
                torch.load(new Dripping(bytes), CPU),
                torch.load<Dictionary<string, Tensor>>(Fixtures.File("state_dict.pt")),
                torch.load<Dictionary<string, Tensor>>(bytes),
            })
            {
                var state = Check.Is<Dictionary<string, Tensor>>(loaded);
                Check.Equal(new[] { "weight", "bias" }, state.Keys.ToArray());
                Check.Equal(new long[] { 2, 2 }, state["weight"].shape);
            }
        }

        [Test]
        public static void Values_come_back_as_they_were_saved()
        {
            using var x = randn(3, 4);
            using var half = ones(2).to(ScalarType.BFloat16);
            var saved = new Dictionary<string, object>
            {
                ["model"] = new Dictionary<string, Tensor> { ["x"] = x, ["half"] = half },
                ["epoch"] = 3L,
                ["loss"] = 0.25,
                ["name"] = "größe",
                ["pair"] = (1L, 2.5),
                ["steps"] = new long[] { 1, 2, 3 },
                ["done"] = true,
            };
            var stream = new MemoryStream();
            torch.save((object)saved, stream);
            stream.Position = 0;
            var loaded = Check.Is<Dictionary<string, object>>(torch.load(stream));
            Check.Equal(saved.Keys.ToArray(), loaded.Keys.ToArray());
            var model = Check.Is<Dictionary<string, Tensor>>(loaded["model"]);
            Check.True(model["x"].equal(x) && model["half"].equal(half), "the same tensors");
            foreach (string name in new[] { "epoch", "loss", "name", "pair", "steps", "done" })
            {
                Check.Equal(saved[name].GetType(), loaded[name].GetType());
                Check.Equal(Show(saved[name]), Show(loaded[name]));
            }
        }

        [Test]
        public static void A_tensor_alone_is_a_tensor()
        {
            using var x = randn(2, 3);
            string path = FileTests.Temporary("tensor.pt");
            torch.save(x, path);
            using var loaded = Check.Is<Tensor>(torch.load(path));
            Check.True(loaded.equal(x), "the same tensor");
        }

        [Test]
        public static void A_tensor_saves_and_loads_itself()
        {
            using var x = randn(2, 3);
            string path = FileTests.Temporary("tensor.pt");
            x.save(path);
            using var loaded = Tensor.load(path);
            Check.True(loaded.equal(x), "the same tensor");
            var stream = new MemoryStream();
            x.t().save(stream);
            stream.Position = 0;
            using var fromStream = Tensor.load(stream, CPU);
            Check.Equal(new long[] { 1, 3 }, fromStream.stride());
            Check.True(fromStream.equal(x.t()), "the same tensor");
            torch.save(new[] { x }, path);
            Check.Contains("a list", Check.Throws<TorchTypeException>(() => Tensor.load(path)).Message);
            torch.save((object?)null, path);
            Check.Contains("None", Check.Throws<TorchTypeException>(() => Tensor.load(path)).Message);
        }

        [Test]
        public static void Types_that_only_Python_has_come_back()
        {
            string path = FileTests.Temporary("types.pt");
            torch.save(new byte[] { 0, 255, 7 }, path);
            Check.Equal(new byte[] { 0, 255, 7 }, torch.load<byte[]>(path));
            torch.save(new HashSet<long> { 3, 1 }, path);
            Check.True(torch.load<HashSet<long>>(path).SetEquals(new long[] { 1, 3 }), "the same set");
            Check.Equal(new long[] { 3, 1 }, torch.load<long[]>(path));
            torch.save(new HashSet<object> { "a", 1L, (2L, true) }, path);
            Check.True(Check.Is<HashSet<object>>(torch.load(path)).SetEquals(new object[] { "a", 1L, (2L, true) }), "mixed");
            torch.save(new Dictionary<string, ScalarType> { ["weight"] = ScalarType.BFloat16 }, path);
            Check.Equal(ScalarType.BFloat16, torch.load<Dictionary<string, ScalarType>>(path)["weight"]);
            torch.save(new object[] { Layout.SparseCsr, CPU, 2.5, new System.Numerics.Complex(1, 2) }, path);
            object[] values = torch.load<object[]>(path);
            Check.Equal(Layout.SparseCsr, Check.Is<Layout>(values[0]));
            Check.Equal("cpu", Check.Is<Device>(values[1]).ToString());
            Check.Equal(new System.Numerics.Complex(1, 2), Check.Is<System.Numerics.Complex>(values[3]));
        }

        [Test]
        public static void Tensors_share_their_memory_after_loading()
        {
            using var x = zeros(4);
            string path = FileTests.Temporary("shared.pt");
            torch.save(new Dictionary<string, Tensor> { ["all"] = x, ["part"] = x.narrow(0, 1, 2) }, path);
            Dictionary<string, Tensor> loaded = torch.load<Dictionary<string, Tensor>>(path);
            using (no_grad())
            {
                loaded["all"].fill_(3);
            }
            Check.Equal(3f, loaded["part"].data<float>()[0]);
            Check.True(new FileInfo(path).Length < 3000, "the elements are written once");
        }

        [Test]
        public static void Values_that_files_cannot_hold_are_refused_with_what_to_do()
        {
            string path = FileTests.Temporary("refused.pt");
            using var unit = jit.compile(
                "class Point:\n    def __init__(self):\n        self.x = 1\n\ndef make():\n    return Point()\n\n" +
                "def packed(x):\n    return x.to_mkldnn()\n");
            object point = unit.invoke("make")!;
            Check.Throws<TorchTypeException>(() => torch.save(point, path));
            Check.Throws<TorchTypeException>(() => torch.save(new Dictionary<(long, long), long> { [(1, 2)] = 3 }, path));
            using var packed = unit.invoke<Tensor>("packed", torch.ones(2));
            Check.Contains("to_dense", Check.Throws<UnsupportedValueException>(() => torch.save(packed, path)).Message);
            Check.True(!File.Exists(path), "no file");
        }

        [Test]
        public static void A_value_other_than_the_expected_state_dict_is_refused()
        {
            string path = FileTests.Temporary("numbers.pt");
            torch.save(new long[] { 1, 2 }, path);
            Check.Throws<TorchTypeException>(() => torch.load<Dictionary<string, Tensor>>(path));
            Check.Equal(new long[] { 1, 2 }, torch.load<long[]>(path));
        }

        [Test]
        public static void Files_that_are_not_checkpoints_are_an_error()
        {
            foreach (string name in new[] { "not_a_zip.pt", "truncated.pt", "plain_zip.pt", "sample.pt" })
            {
                var error = Check.Throws<ModelFormatException>(() => torch.load(Fixtures.File(name)));
                Check.Contains(name, error.Message);
            }
            Check.Throws<ModelNotFoundException>(() => torch.load(Fixtures.File("not_there.pt")));
            Check.Throws<ArgumentNullException>(() => torch.load((string)null!));
            Check.Throws<ArgumentNullException>(() => torch.load((Stream)null!));
        }

        [Test]
        public static void The_exception_of_a_failing_stream_is_thrown_unchanged()
        {
            byte[] bytes = File.ReadAllBytes(Fixtures.File("state_dict.pt"));
            using var x = ones(1000);
            var state = new Dictionary<string, Tensor> { ["x"] = x };
            Leaks.None(() =>
            {
                var reading = new Failing(new MemoryStream(bytes), 300);
                Check.True(ReferenceEquals(reading.Error, Check.Throws<InvalidDataException>(() => torch.load(reading))), "the same");
                var writing = new Failing(new MemoryStream(), 300);
                Check.True(
                    ReferenceEquals(writing.Error, Check.Throws<InvalidDataException>(() => torch.save(state, writing))), "the same");
            });
        }

        [Test]
        public static void A_save_that_fails_leaves_the_old_file()
        {
            string path = FileTests.Temporary("kept.pt");
            File.WriteAllText(path, "kept");
            var x = ones(2);
            x.Dispose();
            Check.Throws<ObjectDisposedException>(() => torch.save(new Dictionary<string, Tensor> { ["x"] = x }, path));
            Check.Throws<TorchTypeException>(() => torch.save(new object(), path));
            Check.Equal("kept", File.ReadAllText(path));
        }

        [Test]
        public static void A_checkpoint_goes_from_one_module_into_another()
        {
            using var m = jit.load(Fixtures.File("linear.pt"));
            using var other = jit.load(Fixtures.File("linear.pt"));
            using (no_grad())
            using (var weight = randn(2, 4))
            {
                m.setattr("weight", weight);
            }
            string path = FileTests.Temporary("state.pt");
            torch.save(m.state_dict(), path);
            other.load_state_dict(torch.load<Dictionary<string, Tensor>>(path));
            Check.True(other.getattr<Tensor>("weight").equal(m.getattr<Tensor>("weight")), "the same weight");
        }

        [Test]
        public static void A_module_is_refused_with_what_to_do()
        {
            using var m = jit.load(Fixtures.Sample);
            string path = FileTests.Temporary("module.pt");
            Check.Contains("jit.save", Check.Throws<TorchTypeException>(() => torch.save(m, path)).Message);
            Check.True(!File.Exists(path), "no file");
        }

        private static string Show(object value) =>
            value is long[] numbers ? string.Join(",", numbers) : FormattableString.Invariant($"{value}");
    }
}
