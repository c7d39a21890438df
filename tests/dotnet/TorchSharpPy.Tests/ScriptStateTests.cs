using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Interop;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The state of TorchScript modules, and the ownership of what they list.</summary>
    public static class ScriptStateTests
    {
        private static string Network => Fixtures.File("state_network.pt");

        private static string Block => Fixtures.File("state_block.pt");

        [Test]
        public static void Paths_lead_to_modules_parameters_and_buffers()
        {
            using var m = jit.load(Network);
            Check.True(ReferenceEquals(m, m.get_submodule("")), "the module itself");
            var norm = Check.Is<jit.ScriptModule>(m.get_submodule("stem.1"));
            Check.Equal(4, norm.get_parameter("weight").numel());
            Check.Equal(m.get_parameter("stem.1.weight").Handle, norm.get_parameter("weight").Handle);
            Check.Equal(ScalarType.Int64, m.get_buffer("stem.1.num_batches_tracked").dtype);
            Check.True(m.has_parameter("tied.direct") && m.has_parameter("tied.first.weight"), "a parameter with two names");
            Check.True(m.has_buffer("blocks.0.mask") && !m.has_buffer("blocks.0.gain"), "a buffer is not a parameter");
            Check.True(!m.has_parameter("blocks.0.mask") && !m.has_parameter("blocks.7.gain"), "no parameters");
            Check.Contains("num_batches_tracked", Check.Throws<UnknownMethodException>(() => m.get_buffer("stem.1.mean")).Message);
            Check.Contains("weight, bias", Check.Throws<UnknownMethodException>(() => m.get_parameter("stem.1.running_mean")).Message);
            Check.Contains("stem, blocks, tied, heads", Check.Throws<UnknownMethodException>(() => m.get_submodule("steam.1")).Message);
            Check.Throws<UnknownMethodException>(() => m.get_parameter(""));
            Check.Throws<ArgumentNullException>(() => m.get_submodule(null!));
        }

        [Test]
        public static void Attributes_of_any_kind_come_with_their_paths()
        {
            using var m = jit.load(Network);
            Dictionary<string, object?> all = m.named_attributes().ToDictionary(one => one.name, one => one.value);
            Check.Equal("block", Check.Is<string>(all["blocks.1.label"]));
            Check.Equal(new long[] { 1, 2, 3 }, Check.Is<long[]>(all["blocks.1.sizes"]));
            Check.Is<jit.ScriptModule>(all["blocks.1"]);
            Check.True(Check.Is<bool>(all["tied.training"]), "training");
            Check.True(m.named_attributes(recurse: false).All(one => !one.name.Contains('.')), "no paths");
            Check.Equal(3L, Check.Is<long>(((jit.ScriptModule)m.get_submodule("blocks.0")).getattr("steps")));
        }

        [Test]
        public static void A_child_stays_valid_after_its_parent()
        {
            var m = jit.load(Network);
            var children = m.named_modules().Select(one => (jit.ScriptModule)one.module).ToArray();
            Parameter[] parameters = m.parameters().ToArray();
            float before = parameters[0].data<float>()[0];
            m.Dispose();
            children[0].eval();
            Check.Equal(4, children[0].invoke<Tensor>("forward", ones(2, 4)).size(1));
            Check.Equal(before, parameters[0].data<float>()[0]);
            foreach (Action use in new Action[]
            {
                () => m.named_parameters(), () => m.named_children(), () => m.named_modules(), () => m.named_buffers(),
                () => m.state_dict(), () => m.get_parameter("scale"), () => m.half(), () => m.requires_grad_(), () => m.zero_grad(),
                () => m.copy(), () => m.load_state_dict(new Dictionary<string, Tensor>()), () => m.named_attributes(),
            })
            {
                Check.Contains("ScriptModule", Check.Throws<ObjectDisposedException>(use).ObjectName);
            }
        }

        [Test]
        public static void Listed_tensors_share_the_weights_and_may_be_disposed()
        {
            using var m = jit.load(Block);
            foreach (Parameter parameter in m.parameters())
            {
                parameter.Dispose();
            }
            foreach (Tensor tensor in m.state_dict().Values)
            {
                tensor.Dispose();
            }
            using Parameter gain = m.get_parameter("gain");
            using (no_grad())
            {
                gain.zero_();
            }
            Check.Equal(0.0, m.getattr<Tensor>("gain").item<double>());
            Check.True(!m.state_dict()["gain"].requires_grad, "out of sight of autograd");
        }

        [Test]
        public static void A_skipped_key_is_neither_loaded_nor_missed()
        {
            using var m = jit.load(Block);
            var gain = m.getattr<Tensor>("gain").clone();
            Dictionary<string, Tensor> state = m.state_dict().ToDictionary(one => one.Key, one => zeros(one.Value.shape));
            state.Remove("gain");
            state["more"] = ones(1);
            (IList<string> missing, IList<string> unexpected) = m.load_state_dict(state, skip: new[] { "gain", "more" });
            Check.Equal(0, missing.Count + unexpected.Count);
            Check.True(m.getattr<Tensor>("gain").equal(gain), "as it was");
            Check.Equal(0f, m.get_parameter("frozen").data<float>()[0]);
        }

        [Test]
        public static void An_assigned_state_is_taken_with_its_types()
        {
            using var m = jit.load(Block);
            using Tensor gain = zeros(Array.Empty<long>(), float32);
            m.load_state_dict(new Dictionary<string, Tensor> { ["gain"] = gain }, strict: false, assign: true);
            Check.Equal(ScalarType.Float32, m.get_parameter("gain").dtype);
            Check.True(m.get_parameter("gain").requires_grad, "still trained");
        }

        [Test]
        public static void Registering_sets_what_the_class_has_and_nothing_else()
        {
            using var m = jit.load(Block);
            m.register_buffer("count", ones(new long[] { 5 }, int64));
            Check.Equal(5, m.get_buffer("count").numel());
            using (var other = jit.load(Fixtures.File("linear.pt")))
            {
                Check.Throws<TorchTypeException>(() => m.register_module("linear", other));
            }
            Check.Contains("frozen", Check.Throws<UnknownMethodException>(() => m.register_buffer("buffer", ones(1))).Message);
            Check.Throws<TorchTypeException>(() => m.register_module("linear", new PlainLayer()));
            Check.Throws<ArgumentException>(() => m.register_buffer("count", ones(1), persistent: false));
        }

        [Test]
        public static void Nothing_listed_is_left_behind()
        {
            using var m = jit.load(Network);
            Leaks.None(() =>
            {
                for (int i = 0; i < 1000; i++)
                {
                    _ = m.modules().Count() + m.children().Count() + m.parameters().Count() + m.buffers().Count();
                    _ = m.named_attributes().Count() + m.state_dict().Count;
                    m.get_submodule("blocks.1.linear").get_parameter("weight");
                    m.apply(one => one.train());
                    Check.Throws<UnknownMethodException>(() => m.get_submodule("blocks.1.linear.more"));
                    Check.Throws<TorchValueException>(() => m.load_state_dict(new Dictionary<string, Tensor>()));
                    m.load_state_dict(m.state_dict());
                }
            });
        }

        [Test]
        public static void Disposing_a_listed_object_releases_it_at_once()
        {
            using var m = jit.load(Network);
            Enumerate(m);
            Leaks.Collect(long.MaxValue);
            long before = NativeMethods.tsp_live_handles();
            for (int i = 0; i < 1000; i++)
            {
                Enumerate(m);
            }
            Check.Equal(before, NativeMethods.tsp_live_handles());

            static void Enumerate(jit.ScriptModule module)
            {
                foreach (Parameter parameter in module.parameters())
                {
                    parameter.Dispose();
                }
                foreach (nn.Module child in module.children())
                {
                    child.Dispose();
                }
            }
        }
    }
}
