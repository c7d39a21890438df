using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Parts of modules: their hooks, and the lists of their parameters.</summary>
    public static class PartTests
    {
        private static string Network => Fixtures.File("state_network.pt");

        [Test]
        public static void A_hook_of_a_part_warns_because_the_whole_does_not_run_it()
        {
            using var m = jit.load(Network);
            using Tensor x = ones(2, 4);
            var ways = new Func<nn.Module>[]
            {
                () => m.get_submodule("stem"),
                () => m.named_children().First(one => one.name == "stem").module,
                () => m.named_modules().First(one => one.name == "stem").module,
                () => m.getattr<jit.ScriptModule>("stem"),
                () => (nn.Module)m.getattr("stem"),
            };
            foreach (Func<nn.Module> way in ways)
            {
                int ran = 0;
                var part = (jit.ScriptModule)way();
                string heard = Hear(() => part.register_forward_hook((module, input, result) =>
                {
                    ran++;
                    return null!;
                })).Single();
                Check.Contains($"'{part.GetName()}' is a part of '{m.GetName()}'", heard);
                m.call(x);
                Check.Equal(0, ran);
                part.call(x);
                Check.Equal(1, ran);
            }
        }

        [Test]
        public static void A_hook_of_the_whole_does_not_warn()
        {
            using var m = jit.load(Network);
            Check.Equal(0, Hear(() => m.register_forward_pre_hook((module, input) => null!)).Count);
        }

        [Test]
        public static void Lists_of_parameters_are_always_those_of_now()
        {
            using var m = jit.load(Network);
            string[] names = m.named_parameters().Select(one => one.name).ToArray();
            foreach (string name in names.Where(one => !one.StartsWith("tied", StringComparison.Ordinal)))
            {
                using Parameter replaced = new Parameter(full_like(m.get_parameter(name), 3));
                string[] path = name.Split('.');
                nn.Module owner = m.get_submodule(string.Join(".", path.Take(path.Length - 1)));
                ((jit.ScriptModule)owner).setattr(path.Last(), replaced);
                Check.Equal(replaced.Handle, m.named_parameters().Single(one => one.name == name).parameter.Handle);
                Check.Equal(names, m.named_parameters().Select(one => one.name).ToArray());
            }
            m.load_state_dict(m.state_dict().ToDictionary(one => one.Key, one => full_like(one.Value, 6)), assign: true);
            Check.True(m.parameters().All(one => one.eq(6).all().item<bool>()), "assigned");
            m.to(ScalarType.Float64);
            Check.True(m.parameters().All(one => one.dtype == ScalarType.Float64), "moved");
        }

        [Test]
        public static void A_list_of_parameters_leaves_nothing_behind()
        {
            using var m = jit.load(Network);
            Leaks.None(() =>
            {
                foreach ((string _, Parameter parameter) in m.named_parameters())
                {
                    parameter.Dispose();
                }
                m.named_buffers().ToList().ForEach(one => one.buffer.Dispose());
            });
        }

        [Test]
        public static void Tensors_of_one_element_are_numbers()
        {
            using var unit = jit.compile(
                "def b(x: bool) -> bool:\n    return not x\n" +
                "def i(x: int) -> int:\n    return x + 1\n" +
                "def f(x: float) -> float:\n    return x / 2\n" +
                "def c(x: complex) -> complex:\n    return x\n" +
                "def either(x: Union[int, Tensor]) -> bool:\n    return isinstance(x, Tensor)\n");
            using Tensor yes = tensor(true), three = tensor(3), half = tensor(0.5f), two = ones(2);
            Check.Equal(false, unit.invoke<bool>("b", yes));
            Check.Equal(4L, unit.invoke<long>("i", three));
            Check.Equal(2L, unit.invoke<long>("i", yes));
            Check.Equal(0.25, unit.invoke<double>("f", half));
            Check.Equal(1.5, unit.invoke<double>("f", three));
            Check.Equal(3.0, unit.invoke<System.Numerics.Complex>("c", three).Real);
            Check.True(unit.invoke<bool>("either", three), "an exact member of a Union");
            Refused("i", half, "must be int, not a Tensor of float32, which is not integral");
            Refused("b", three, "which is not bool");
            Refused("i", two, "a Tensor with 2 elements");

            void Refused(string name, Tensor value, string why) =>
                Check.Contains(why, Check.Throws<TorchTypeException>(() => unit.invoke<object>(name, value)).Message);
        }

        [Test]
        public static void What_was_optimized_for_this_computer_is_not_saved()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("conv_traced_eval.pt"));
            using jit.ScriptModule<Tensor, Tensor> optimized = jit.optimize_for_inference(m);
            var error = Check.Throws<UnsupportedValueException>(() => jit.SaveToBytes(optimized));
            Check.Contains("Save the module that freeze returns", error.Message);
            using jit.ScriptModule<Tensor, Tensor> frozen = jit.load<Tensor, Tensor>(jit.SaveToBytes(jit.freeze(m)));
            using Tensor image = rand(2, 3, 16, 16);
            Check.True(frozen.forward(image).allclose(m.forward(image), 1e-4, 1e-5), "the same result");
        }

        [Test]
        public static void A_stream_at_its_end_says_so()
        {
            using var stream = new MemoryStream(File.ReadAllBytes(Fixtures.Sample));
            stream.Seek(0, SeekOrigin.End);
            Check.Contains("it is at its end", Check.Throws<ModelFormatException>(() => jit.load(stream)).Message);
            Check.Contains("Position = 0", Check.Throws<ModelFormatException>(() => torch.load(stream)).Message);
            stream.Position = 0;
            jit.load(stream).Dispose();
        }

        [Test]
        public static void A_file_of_torch_save_says_what_it_holds()
        {
            using var stream = new MemoryStream();
            save(new Dictionary<string, Tensor> { ["p"] = zeros(2) }, stream);
            string message = Check.Throws<ModelFormatException>(() => jit.load(stream.ToArray())).Message;
            Check.Contains("holds a state or another dictionary but no code: read it with torch.load", message);
        }

        private static List<string> Hear(Action action)
        {
            int thread = Environment.CurrentManagedThreadId;
            var heard = new List<string>();
            void Add(object? sender, TorchWarning warning)
            {
                if (Environment.CurrentManagedThreadId == thread)
                {
                    heard.Add(warning.Message);
                }
            }

            warnings.Raised += Add;
            try
            {
                action();
            }
            finally
            {
                warnings.Raised -= Add;
            }
            return heard;
        }
    }
}
