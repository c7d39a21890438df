using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Interop;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Modules that contain modules, in C# and TorchScript.</summary>
    public static class CompositionTests
    {
        private static string Tied => Fixtures.File("state_tied.pt");

        [Test]
        public static void Names_are_unique_and_without_dots()
        {
            using var m = new PlainLayer();
            Check.Contains("'weight'", Check.Throws<ArgumentException>(() => m.register_buffer("weight", ones(1))).Message);
            Check.Contains("'count'", Check.Throws<ArgumentException>(() => m.register_module("count", new PlainLayer())).Message);
            Check.Contains("same object", Check.Throws<ArgumentException>(() => m.register_parameter("weight", m.Weight)).Message);
            Check.Throws<ArgumentException>(() => m.register_parameter("nothing", nn.Parameter(ones(1))));
            Check.Throws<ArgumentException>(() => m.register_buffer("a.b", ones(1)));
            Check.Throws<ArgumentException>(() => m.register_module(string.Empty, new PlainLayer()));
            Check.Throws<ArgumentNullException>(() => m.register_module("child", null!));
            Check.Throws<ArgumentNullException>(() => m.register_module(null!, new PlainLayer()));
        }

        [Test]
        public static void A_module_cannot_contain_itself()
        {
            using var list = nn.ModuleList<nn.Module>();
            using var outer = nn.ModuleList<nn.Module>(list);
            Check.Contains("part of that module", Check.Throws<ArgumentException>(() => list.append(outer)).Message);
            Check.Throws<ArgumentException>(() => list.append(list));
            Check.Throws<ArgumentException>(() => list.insert(0, outer));
            using var dict = nn.ModuleDict<nn.Module>();
            Check.Throws<ArgumentException>(() => dict["self"] = dict);
            Check.Equal(0, list.Count + dict.Count + list.children().Count());
        }

        [Test]
        public static void Paths_lead_through_both_languages()
        {
            using var m = new MixedModel();
            Check.Equal(4, m.get_parameter("layers.out.first.bias").numel());
            Check.Equal(ScalarType.Int64, m.get_buffer("list.0.num_batches_tracked").dtype);
            Check.Is<PlainLayer>(m.get_submodule("plain"));
            Check.Is<jit.ScriptModule>(m.get_submodule("network.blocks.1.linear"));
            Check.True(m.has_parameter("plain.weight") && !m.has_parameter("plain.bias"), "a bias that is null is none");
            Check.Contains("weight", Check.Throws<UnknownMethodException>(() => m.get_parameter("plain.bias")).Message);
            Check.Contains("no modules", Check.Throws<UnknownMethodException>(() => m.get_submodule("plain.more")).Message);
        }

        [Test]
        public static void Paths_lead_to_typed_modules()
        {
            using var m = new MixedModel();
            using var linear = m.get_submodule<jit.ScriptModule<Tensor, Tensor>>("network.stem.0");
            Check.Equal(4, linear.forward(ones(2, 4)).size(1));
            Check.Equal(2, m.get_submodule<PlainLayer>("plain").Weight.size(1));
            Check.True(
                ReferenceEquals(m.get_submodule("list"), m.get_submodule<ModuleList<jit.ScriptModule>>("list")), "the registered module");
            Check.Throws<TorchTypeException>(() => m.get_submodule<jit.ScriptModule<long, Tensor>>("network.stem.0"));
            Check.Contains(
                "not a ScriptModule", Check.Throws<TorchTypeException>(() => m.get_submodule<jit.ScriptModule>("plain")).Message);
            Check.Contains("not a PlainLayer", Check.Throws<TorchTypeException>(() => m.get_submodule<PlainLayer>("network.stem")).Message);
            Leaks.None(() =>
            {
                m.get_submodule<jit.ScriptModule<Tensor, Tensor>>("network.stem.0");
                Check.Throws<TorchTypeException>(() => m.get_submodule<jit.ScriptModule<long, Tensor>>("network.stem.0"));
            });
        }

        [Test]
        public static void A_TorchScript_module_is_listed_once_even_if_two_modules_hold_it()
        {
            var network = jit.load(Fixtures.File("state_network.pt"));
            var stem = (jit.ScriptModule)network.get_submodule("stem");
            using var m = nn.ModuleList<nn.Module>(stem, network, network.get_submodule("stem.0"), network.copy());
            Check.Equal(
                new[] { "0", "0.0", "0.1", "0.2", "1", "1.blocks" },
                m.named_modules().Take(6).Select(one => one.name).ToArray());
            Check.Equal(new[] { "0", "1", "2", "3" }, m.named_children().Select(one => one.name).ToArray());
            Check.Equal(network.parameters().Count(), m.parameters().Count());
            Check.True(m.state_dict().ContainsKey("2.weight") && m.state_dict().ContainsKey("1.stem.0.weight"), "every name");
        }

        [Test]
        public static void The_state_of_the_whole_is_loaded_into_the_whole()
        {
            using var m = new MixedModel();
            using var other = new MixedModel();
            Dictionary<string, Tensor> state = m.state_dict();
            Check.True(state.ContainsKey("network.tied.direct") && state.ContainsKey("plain.count"), "keys of both languages");
            foreach (Tensor tensor in state.Values)
            {
                tensor.zero_();
            }
            other.load_state_dict(state);
            foreach (Tensor tensor in other.state_dict().Values)
            {
                Check.True(tensor.equal(tensor * 0), "zeros");
            }
            Check.Equal(state.Keys, m.state_dict(prefix: "m").Keys.Select(key => key.Substring("m.".Length)));
            Check.Equal(2 * state.Count, m.state_dict(m.state_dict(), "m.").Count);
        }

        [Test]
        public static void A_module_without_elements_takes_those_of_a_state()
        {
            using var full = new PlainModel();
            using var empty = new PlainModel();
            Dictionary<string, Tensor> state = full.@double().state_dict();
            empty.to("meta").load_state_dict(state, assign: true);
            foreach (KeyValuePair<string, Tensor> entry in empty.state_dict())
            {
                Check.True(entry.Value.equal(state[entry.Key]), entry.Key);
            }
            Check.Equal(ScalarType.Float64, empty.Layers[1].Weight.dtype);
            Check.True(ReferenceEquals(empty.Shared, empty.get_parameter("layers.1.bias")), "still shared");
            Check.True(empty.Shared.requires_grad && !empty.Scale.requires_grad, "trained as before");
            using var mixed = new MixedModel();
            mixed.load_state_dict(mixed.state_dict().ToDictionary(one => one.Key, one => one.Value.to(ScalarType.Float64)), assign: true);
            Check.Equal(ScalarType.Float64, mixed.get_parameter("network.stem.0.weight").dtype);
            Check.Equal(ScalarType.Float64, mixed.get_buffer("plain.count").dtype);
        }

        [Test]
        public static void A_whole_disposes_its_parts_once()
        {
            var m = new PlainModel();
            Parameter shared = m.Shared;
            PlainLayer layer = m.Layers[1];
            Tensor count = layer.Count;
            m.Dispose();
            m.Dispose();
            Check.True(shared.IsDisposed && layer.Weight.IsDisposed && count.IsDisposed, "disposed");
            foreach (Action use in new Action[]
            {
                () => layer.register_buffer("more", ones(1)), () => m.state_dict(), () => m.parameters(), () => m.half(), () => m.train(),
                () => m.get_parameter("first_bias"), () => m.named_modules(), () => m.named_children(),
            })
            {
                Check.Contains("Plain", Check.Throws<ObjectDisposedException>(use).ObjectName);
            }
        }

        [Test]
        public static void Modules_with_children_leave_nothing_behind()
        {
            MakeAndDispose(); // operators that were looked up are kept
            Leaks.Collect(long.MaxValue);
            long before = NativeMethods.tsp_live_handles();
            for (int i = 0; i < 20; i++)
            {
                MakeAndDispose();
            }
            Leaks.Collect(before);
            Check.Equal(before, NativeMethods.tsp_live_handles());
            Leaks.None(() => new MixedModel().state_dict());

            static void MakeAndDispose()
            {
                new MixedModel().Dispose();
                new PlainModel().Dispose();
            }
        }

        [Test]
        public static void A_sequence_runs_modules_of_both_languages()
        {
            var first = jit.load(Tied);
            var second = jit.load<Tensor, Tensor>(Tied);
            using var expected = jit.load<Tensor, Tensor>(Tied);
            using var m = nn.Sequential(("untyped", first), ("typed", second), ("plain", nn.Sequential()));
            using Tensor x = ones(2, 4);
            Check.True(m.call(x).equal(expected.call(expected.call(x))), "one after the other");
            Check.Equal(new[] { "untyped", "typed", "plain" }, m.named_children().Select(one => one.name).ToArray());
            Check.Equal("0.direct", nn.Sequential(jit.load(Tied)).state_dict().Keys.First());
            Check.True(ReferenceEquals(x, nn.Sequential().forward(x)), "an empty sequence returns its input");
            int runs = 0;
            second.register_forward_hook((module, input, output) =>
            {
                runs++;
                return output;
            });
            m.append(new PlainScale()).call(x);
            Check.Equal(1, runs);
            Check.Equal(4, m.Count);
        }

        [Test]
        public static void What_is_registered_with_a_container_is_one_of_its_modules()
        {
            using Tensor x = ones(1);
            using var sequence = nn.Sequential(new PlainScale());
            float once = sequence.call(x).item<float>();
            sequence.add_module("again", new PlainScale());
            Check.Equal(2, sequence.Count);
            Check.Equal(once * once, sequence.call(x).item<float>());
            using var dict = nn.ModuleDict<PlainLayer>();
            dict.add_module("a", new PlainLayer());
            dict["b"] = new PlainLayer();
            Check.Equal(new[] { "a", "b" }, dict.Keys);
            Check.Contains("PlainScale", Check.Throws<TorchTypeException>(() => dict.add_module("c", new PlainScale())).Message);
            Check.Throws<ArgumentNullException>(() => dict.Add("c", null!));
            using var list = nn.ModuleList(new PlainLayer());
            list.register_module("1", new PlainLayer());
            Check.Contains("'2'", Check.Throws<ArgumentException>(() => list.add_module("last", new PlainLayer())).Message);
            Check.Throws<TorchTypeException>(() => list.add_module("2", new PlainScale()));
            list.RemoveAt(0);
            Check.Equal(1, list.Count);
            Check.Equal(new[] { "0" }, list.named_children().Select(one => one.name).ToArray());
        }

        [Test]
        public static void A_typed_sequence_passes_other_values()
        {
            using var unit = nn.Sequential<Tensor, double>(new PlainScale(), new Total());
            Check.Equal(8.0, unit.call(ones(4)));
            using var again = nn.Sequential<Tensor, double>(("scale", new PlainScale()), ("total", new Total()));
            Check.Equal(new[] { "scale", "total" }, again.named_children().Select(one => one.name).ToArray());
            var error = Check.Throws<TorchTypeException>(() => nn.Sequential(new Total(), new PlainScale()));
            Check.Contains("Piece 1", error.Message);
            Check.Contains("does not take double", error.Message);
            Check.Contains("return Tensor", Check.Throws<TorchTypeException>(() => nn.Sequential(new Total())).Message);
            Check.Throws<TorchTypeException>(() => nn.Sequential(nn.ModuleList<nn.Module>()));
            Check.Throws<TorchTypeException>(() => nn.Sequential<Tensor, double>().forward(ones(1)));
        }

        [Test]
        public static void A_list_keeps_names_and_places_in_step()
        {
            using var list = nn.ModuleList(new PlainLayer(), new PlainLayer());
            PlainLayer[] old = list.ToArray();
            var added = new PlainLayer();
            list.insert(1, added);
            Check.Equal(new nn.Module[] { old[0], added, old[1] }, list.children().ToArray());
            Check.Equal(new[] { "0", "1", "2" }, list.named_children().Select(one => one.name).ToArray());
            Check.True(list.Remove(old[0]) && !list.Remove(old[0]), "removed once");
            Check.Equal(added.Weight.Handle, list.get_parameter("0.weight").Handle);
            list[0] = old[0];
            Check.True(ReferenceEquals(old[0], list.get_submodule("0")) && list.IndexOf(old[1]) == 1, "replaced");
            Check.Throws<ArgumentOutOfRangeException>(() => list[5] = added);
            Check.Throws<ArgumentOutOfRangeException>(() => list.insert(5, added));
            Check.Equal(2, list.extend(Array.Empty<PlainLayer>()).Count);
            list.Clear();
            Check.Equal(0, list.children().Count() + list.Count);
            Check.True(!added.Weight.IsDisposed && !old[0].Weight.IsDisposed, "not disposed with the list");
        }

        [Test]
        public static void A_dictionary_keeps_its_order()
        {
            using var dict = nn.ModuleDict(("b", new PlainLayer()), ("a", new PlainLayer()));
            PlainLayer first = dict["b"];
            var added = new PlainLayer();
            dict["b"] = added;
            dict.update(new Dictionary<string, PlainLayer> { ["c"] = first });
            Check.Equal(new[] { "b", "a", "c" }, dict.Keys);
            Check.Equal(new[] { "b", "a", "c" }, dict.named_children().Select(one => one.name).ToArray());
            Check.True(ReferenceEquals(added, dict.get_submodule("b")), "replaced");
            Check.True(ReferenceEquals(added, dict.pop("b")) && !dict.ContainsKey("b") && !dict.Remove("b"), "taken out");
            Check.Equal(2, dict.children().Count());
            Check.Contains("a, c", Check.Throws<KeyNotFoundException>(() => _ = dict["b"]).Message);
            Check.Throws<ArgumentException>(() => dict.Add("a", added));
            Check.True(dict.TryGetValue("c", out PlainLayer found) && ReferenceEquals(found, first), "found");
            Check.Equal(dict.Values.Cast<object>(), dict.Select(one => (object)one.Value));
        }

        private sealed class PlainScale : nn.Module<Tensor, Tensor>
        {
            internal PlainScale()
                : base(nameof(PlainScale))
            {
            }

            public override Tensor forward(Tensor input) => input * 2;
        }

        private sealed class Total : nn.Module<Tensor, double>
        {
            internal Total()
                : base(nameof(Total))
            {
            }

            public override double forward(Tensor input) => input.sum().item<float>();
        }
    }
}
