using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Members of modules that TorchSharp has: lists of parameters, slices, conditional registration.</summary>
    public static class ModuleMemberTests
    {
        [Test]
        public static void A_list_of_parameters()
        {
            using ParameterList list = nn.ParameterList(New(0), New(1));
            list.append(New(2)).Insert(1, New(7));
            Check.Equal(new[] { 0L, 7, 1, 2 }, list.Select(Value).ToArray());
            Check.Equal(new[] { "0", "1", "2", "3" }, list.state_dict().Keys.ToArray());
            Parameter removed = list[1];
            Check.True(list.Remove(removed) && !list.Contains(removed), "removed");
            removed.Dispose();
            Check.Equal(new[] { "0", "1", "2" }, list.named_parameters().Select(one => one.name).ToArray());
            list[0].Dispose();
            list[0] = New(9);
            Check.Equal(9L, Value(list.get_parameter("0")));
            list.to(ScalarType.Float64);
            Check.True(list.All(one => one.dtype == ScalarType.Float64), "the list follows what moving replaces");
            Check.Throws<ArgumentOutOfRangeException>(() => list[3] = New(1));
            Check.Throws<ArgumentException>(() => list.register_parameter("x", New(1)));
        }

        [Test]
        public static void A_dictionary_of_parameters()
        {
            using ParameterDict dict = nn.ParameterDict(("a", New(0)), ("b", New(1)));
            dict["c"] = New(2);
            dict["a"].Dispose();
            dict["a"] = New(5);
            Check.Equal(new[] { "a", "b", "c" }, dict.keys().ToArray());
            Check.Equal(new[] { 5L, 1, 2 }, dict.values().Select(Value).ToArray());
            Check.Equal("b", dict[1].name);
            Parameter removed = dict["b"];
            Check.True(dict.Remove("b") && !dict.ContainsKey("b"), "removed");
            removed.Dispose();
            Check.Equal(new[] { "a", "c" }, dict.state_dict().Keys.ToArray());
            Check.Contains("[a, c]", Check.Throws<KeyNotFoundException>(() => Value(dict["b"])).Message);
            Check.Throws<ArgumentException>(() => dict.Add("a.b", New(1)));
        }

        [Test]
        public static void Slices_of_a_sequence()
        {
            using Sequential all = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 4)).append("last", nn.Tanh());
            Sequential part = all[1..3];
            Check.True(ReferenceEquals(part[0], all[1]) && part.Count == 2, "the same pieces");
            Check.Equal(2, all[(2, null)].Count);
            Check.Equal(4, all[(null, null)].Count);
            Check.Equal(1, all.Slice(3, 4).Count);
            using Tensor x = ones(1, 3);
            Check.Equal(new[] { 1L, 4 }, part.call(x).shape);
            Check.Throws<ArgumentOutOfRangeException>(() => all.Slice(3, 5));
            Check.Throws<ArgumentOutOfRangeException>(() => all.Slice(3, 2));
        }

        [Test]
        public static void Parts_are_replaced_and_removed()
        {
            using var module = new Changing();
            Tensor before = module.get_parameter("weight");
            module.Replace(ones(3), zeros(2));
            Check.Equal(3L, module.get_parameter("weight").numel());
            Check.Equal(new[] { "weight", "buffer" }, module.state_dict().Keys.ToArray());
            Check.Equal(new[] { "hidden", "buffer" }, module.named_buffers().Select(one => one.name).ToArray());
            Check.Equal(new[] { "buffer" }, module.named_buffers(true, false).Select(one => one.name).ToArray());
            Check.Equal(1, module.buffers(true, include_nonpersistent: false).Count());
            module.Replace(null, null);
            Check.Equal(0, module.state_dict().Count);
            Check.Equal(1, module.children().Count());
            module.Forget();
            Check.Equal(0, module.children().Count());
            before.Dispose();
        }

        [Test]
        public static void Casting_to_what_a_tensor_has()
        {
            using Linear linear = nn.Linear(2, 3).to(ones(1, dtype: ScalarType.Float64));
            Check.Equal(ScalarType.Float64, linear.weight.dtype);
            Check.Equal(ScalarType.ComplexFloat32, linear.cfloat().weight.dtype);
            Check.Equal(ScalarType.ComplexFloat64, linear.cdouble().weight.dtype);
            Check.Equal(DeviceType.META, linear.to("meta").weight.device.type);
            Check.Throws<TorchValueException>(() => linear.to(ones(1, dtype: ScalarType.Int64)));
        }

        [Test]
        public static void A_module_is_created_with_its_weights()
        {
            string path = FileTests.Temporary("changing.pt");
            try
            {
                using var module = new Changing();
                module.save(path);
                using Changing read = nn.Module.Create<Changing>(path);
                Check.True(read.get_parameter("weight").equal(module.get_parameter("weight")), "the weights of the file");
            }
            finally
            {
                File.Delete(path);
            }
        }

        [Test]
        public static void Hooks_of_the_layers_of_a_transformer_run()
        {
            using Transformer model = nn.Transformer(4, 2, 2, 2, 5);
            using Tensor x = ones(3, 4);
            int runs = 0;
            var layer = model.encoder.get_submodule<TransformerEncoderLayer>("layers.1");
            var other = model.decoder.get_submodule<TransformerDecoderLayer>("layers.0");
            var attention = other.get_submodule<MultiheadAttention>("multihead_attn");
            model.eval();
            using (layer.register_forward_hook((module, input, result) => Count(result)))
            using (other.register_forward_hook((module, tgt, memory, a, b, c, d, result) => Count(result)))
            using (attention.register_forward_hook((module, query, key, value, a, b, c, result) => Count(result)))
            {
                using Tensor hooked = model.call(x, x);
                using Tensor again = model.call(x, x);
                Check.True(hooked.equal(again), "hooks that change nothing change nothing");
            }
            Check.Equal(6, runs);

            T Count<T>(T result)
            {
                runs++;
                return result;
            }
        }

        [Test]
        public static void Actions_are_hooks()
        {
            using Linear linear = nn.Linear(2, 3);
            using Tensor x = ones(2);
            int runs = 0;
            using (linear.register_forward_pre_hook(module => runs += module is Linear ? 1 : 100))
            using (linear.register_forward_hook(module => runs += 10))
            {
                using Tensor result = linear.call(x);
                using Tensor same = linear.forward(x);
                Check.True(result.equal(same), "the result");
            }
            linear.call(x).Dispose();
            Check.Equal(11, runs);
            Check.Throws<ArgumentNullException>(() => linear.register_forward_hook((Action<nn.Module>)null!));
        }

        [Test]
        public static void Collections_are_copied_to_arrays()
        {
            using ParameterList list = nn.ParameterList(New(0), New(1));
            using ParameterDict dict = nn.ParameterDict(("a", New(0)), ("b", New(1)));
            using ModuleDict<nn.Module> modules = nn.ModuleDict(("a", nn.ReLU()), ("b", nn.Tanh()));
            Check.Equal(new[] { 0L, 1 }, list.ToArray().Select(Value).ToArray());
            Check.Equal(new[] { "a", "b" }, dict.ToArray().Select(one => one.Key).ToArray());
            Check.Equal(new[] { "a", "b" }, modules.ToArray().Select(one => one.Key).ToArray());
            Check.Equal("b", modules[1].name);
            Check.Equal(new[] { "a", "b" }, modules.items().Select(one => one.name).ToArray());
        }

        private static Parameter New(long value) => nn.Parameter(full(new long[] { 1 }, value, dtype: ScalarType.Float32));

        private static long Value(Parameter parameter) => (long)parameter.item<float>();

        private sealed class Changing : nn.Module<Tensor, Tensor>
        {
            public Changing()
                : base("changing")
            {
                register_parameter("weight", nn.Parameter(ones(2)));
                register_buffer("hidden", ones(1), persistent: false);
                register_module("child", nn.Identity());
            }

            public override Tensor forward(Tensor input) => input;

            internal void Replace(Tensor? weight, Tensor? buffer)
            {
                ConditionallyRegisterParameter("weight", weight);
                ConditionallyRegisterBuffer("buffer", buffer);
                if (buffer is null)
                {
                    ConditionallyRegisterBuffer("hidden", null);
                }
                else
                {
                    get_buffer("hidden").Dispose();
                    ConditionallyRegisterBuffer("hidden", ones(1), persistent: false);
                }
            }

            internal void Forget() => ClearModules();
        }
    }
}
