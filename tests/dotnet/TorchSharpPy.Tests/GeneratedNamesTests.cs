using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;
using Golden;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The class that codegen writes for tests/models/codegen_clashes.py, where every name clashes with another.</summary>
    public static class GeneratedNamesTests
    {
        private static Golden.Module Load() => Golden.Module.load(Fixtures.File("clashes.pt"));

        [Test]
        public static void Parameters_with_the_names_of_members()
        {
            using Golden.Module m = Load();
            Check.Equal(13L, m.forward(full(new long[] { 1 }, 10)).ToInt64());
            Check.Equal(15L, m.forward(full(new long[] { 1 }, 10), _forward: 4).ToInt64());
            m.nine(1, 2, 3, 4, 5, 6, 7, 8, 9);
        }

        [Test]
        public static void Types_and_fields_with_the_names_of_others()
        {
            using Golden.Module m = Load();
            var item = new Golden.Module.Clashes(1, "text", ones(1));
            Golden.Module.Clashes same = m.module_(new[] { item })["item"].Single();
            Check.Equal((1L, "text", 1L), (same.count, same.GetType_, same.Clashes_.ToInt64()));
            var single = new Golden.Module.Single(7);
            Golden.Module.Single[] singles = m.Signature_(single, new Dictionary<long, Golden.Module.Single> { [7] = single });
            Check.Equal(new long[] { 7, 7 }, singles.Select(s => s.@int).ToArray());
            Check.Equal(Golden.Module.Task_.Task, m.Module_().Item1);
            Check.Equal(1L << 40, (long)m.Module_(Golden.Module.Task_.class_).Item1);
        }

        [Test]
        public static void Classes_whose_members_have_their_names()
        {
            using Golden.Module m = Load();
            using var instance = new Golden.Module.torch_(m, 1, 20);
            Check.Equal((1L, 20L), (instance.script_object, instance.torch__));
            Check.Equal(321L, instance.create(300));
            Check.Equal(1L, instance.Dispose_(instance));
            Check.Equal(new long[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, instance.nine(1, 2, 3, 4, 5, 6, 7, 8, new long[] { 9 }));
            var nested = new Dictionary<string, (long, Golden.Module.torch_?)[]>
            {
                ["x"] = new[] { (0L, (Golden.Module.torch_?)instance) },
            };
            Check.Equal(instance.ScriptObject, m.str(nested)!.ScriptObject);
            nested["x"][0].Item2 = null;
            Check.True(m.str(nested) == null, "no object");
        }

        [Test]
        public static void Types_that_are_known_only_at_run_time()
        {
            using Golden.Module m = Load();
            Check.Equal((object)5L, m.Dispose_(5L));
            Check.Equal((object)"text", m.Dispose_("text"));
            Check.Equal((object?)2.5, m.Sha256_(2.5));
            Check.True(m.Sha256_(null) == null, "null");
            Check.Equal(new Complex(2, 1.5), m.number(2));
            Check.Equal(2L, m.async());
            Check.Equal(1L, m.async(null));
        }

        [Test]
        public static void Futures_are_tasks()
        {
            using Golden.Module m = Load();
            Task<Tensor> later = m.later(ones(1));
            Check.Equal(-1L, later.Result.ToInt64());
        }
    }
}
