using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Parts that others replace: their owner, their place, and what an error leaves.</summary>
    public static class ReplacedPartTests
    {
        [Test]
        public static void Buffers_that_loading_or_moving_replaces_outlive_the_scope()
        {
            using BatchNorm1d filled = nn.BatchNorm1d(3);
            using BatchNorm1d norm = nn.BatchNorm1d(3, device: META);
            using (NewDisposeScope())
            {
                norm.load_state_dict(filled.state_dict(), assign: true);
            }
            using Tensor x = randn(4, 3);
            Check.True(norm.call(x).equal(filled.call(x)), "it computes with what it took");
            using (NewDisposeScope())
            {
                norm.to(META);
            }
            Check.Equal(3L, norm.running_mean!.numel());
            Check.Equal(DeviceType.META, norm.get_buffer("running_var").device_type);
        }

        [Test]
        public static void What_is_replaced_keeps_its_place()
        {
            using var m = new Replacing();
            using (NewDisposeScope())
            {
                m.Replace(nn.Parameter(ones(2)), ones(2));
            }
            Check.Equal(new[] { "a", "b", "c", "d" }, m.state_dict().Keys.ToArray());
            Check.Equal(2f, m.state_dict()["a"].sum().item<float>());
            Check.Equal(2f, m.state_dict()["c"].sum().item<float>());
            m.Replace(null, null);
            Check.Equal(new[] { "b", "d" }, m.state_dict().Keys.ToArray());
        }

        [Test]
        public static void A_list_of_parameters_changes_wholly_or_not_at_all()
        {
            using ParameterList list = nn.ParameterList(nn.Parameter(zeros(1)), nn.Parameter(ones(1)));
            list.register_buffer("2", zeros(1));
            using Parameter more = nn.Parameter(full(1, 2f));
            Check.Throws<ArgumentException>(() => list.Insert(0, more));
            Check.Throws<ArgumentNullException>(() => list.extend(new[] { more, null! }));
            Check.Equal(new[] { 0f, 1f }, Numbers(list));
            using ParameterList free = nn.ParameterList(nn.Parameter(zeros(1)), nn.Parameter(ones(1)));
            free.Insert(1, nn.Parameter(full(1, 5f)));
            free.Insert(3, nn.Parameter(full(1, 6f)));
            Check.Equal(new[] { 0f, 5f, 1f, 6f }, Numbers(free));
            Parameter first = free[0];
            free.RemoveAt(0);
            first.Dispose();
            Check.Equal(new[] { 5f, 1f, 6f }, Numbers(free));
            Check.Equal(new[] { "0", "1", "2" }, free.named_parameters().Select(one => one.name).ToArray());
        }

        [Test]
        public static void A_dictionary_of_parameters_has_places()
        {
            using ParameterDict dict = nn.ParameterDict(("a", nn.Parameter(zeros(1))), ("b", nn.Parameter(ones(1))));
            Parameter c = nn.Parameter(ones(2));
            dict.Insert(1, ("c", c));
            Check.Equal(new[] { "a", "c", "b" }, dict.named_parameters().Select(one => one.name).ToArray());
            Check.Equal(1, dict.IndexOf(("c", c)));
            Check.Equal(-1, dict.IndexOf(("a", c)));
            Check.True(dict.Contains(("c", c)) && !dict.Contains(("b", c)), "a name and its parameter");
            Check.True(ReferenceEquals(c, dict["c"]), "found by name");
            var copied = new (string name, Parameter parameter)[4];
            dict.CopyTo(copied, 1);
            Check.Equal(new[] { null, "a", "c", "b" }, copied.Select(one => one.name).ToArray());
            Check.Throws<ArgumentOutOfRangeException>(() => dict.Insert(4, ("d", c)));
            Check.Throws<ArgumentException>(() => dict.Insert(0, ("c", c)));
            Check.True(!dict.Remove(("a", c)) && dict.Remove(("c", c)), "removed under its name only");
            c.Dispose();
            Parameter a = dict["a"];
            dict.RemoveAt(0);
            a.Dispose();
            Check.Throws<ArgumentOutOfRangeException>(() => dict.RemoveAt(1));
            Check.Equal(new[] { "b" }, dict.Keys.ToArray());
        }

        [Test]
        public static void A_sequence_takes_what_is_known_by_its_interface()
        {
            nn.IModule<Tensor, Tensor> relu = nn.ReLU();
            using Sequential m = nn.Sequential().append(nn.Linear(2, 2)).append(relu).append("last", (nn.IModule<Tensor, Tensor>)nn.Tanh());
            Check.Equal(new[] { "0", "1", "last" }, m.named_children().Select(one => one.name).ToArray());
            Check.Throws<ArgumentNullException>(() => m.append((nn.IModule<Tensor, Tensor>)null!));
        }

        [Test]
        public static void Every_way_to_load_is_the_one_of_the_class()
        {
            string path = FileTests.Temporary("counting.pt");
            try
            {
                using (var m = new Counting())
                {
                    m.save(path);
                    m.load(path);
                    using FileStream stream = File.OpenRead(path);
                    m.load(stream);
                    Check.Equal(2, m.Loads);
                }
                using (Counting made = nn.Module.Create<Counting>(path))
                {
                    Check.Equal(1, made.Loads);
                }
                File.WriteAllBytes(path, new byte[] { 1, 2 });
                Counting.Last = null;
                Check.Contains(path, Check.Throws<ModelFormatException>(() => nn.Module.Create<Counting>(path)).Message);
                Check.Throws<ObjectDisposedException>(() => Counting.Last!.parameters());
            }
            finally
            {
                File.Delete(path);
            }
        }

        private static float[] Numbers(ParameterList list) => list.Select(one => one.item<float>()).ToArray();

        private sealed class Replacing : nn.Module
        {
            internal Replacing()
                : base(nameof(Replacing))
            {
                register_parameter("a", nn.Parameter(zeros(2)));
                register_parameter("b", nn.Parameter(zeros(2)));
                register_buffer("c", zeros(2));
                register_buffer("d", zeros(2));
            }

            public override void register_parameter(string name, Parameter? param)
            {
                if (name == "a" && param is Parameter given && given.sum().item<float>() > 0)
                {
                    throw new InvalidOperationException("refused");
                }
                base.register_parameter(name, param);
            }

            internal void Replace(Parameter? parameter, Tensor? buffer)
            {
                ConditionallyRegisterParameter("a", parameter);
                ConditionallyRegisterBuffer("c", buffer);
            }
        }

        private sealed class Counting : nn.Module
        {
            public Counting()
                : base(nameof(Counting))
            {
                register_parameter("weight", nn.Parameter(zeros(2)));
                Last = this;
            }

            internal static Counting? Last { get; set; }

            internal int Loads { get; private set; }

            public override nn.Module load(
                BinaryReader reader, bool strict = true, IList<string>? skip = null,
                Dictionary<string, bool>? loadedParameters = null)
            {
                Loads++;
                return base.load(reader, strict, skip, loadedParameters);
            }
        }
    }
}
