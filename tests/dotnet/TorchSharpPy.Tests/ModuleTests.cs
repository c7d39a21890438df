using System;
using System.IO;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>A module's methods and schemas, its mode, saving it, and modules that contain modules.</summary>
    public static class ModuleTests
    {
        [Test]
        public static void Methods_and_schemas()
        {
            using var m = jit.load(Fixtures.Sample);
            Check.Equal(new[] { "add_scalar", "forward", "predict" }, m.Methods.OrderBy(name => name).ToArray());
            FunctionSchema schema = m.Schema("add_scalar");
            Check.Equal("add_scalar", schema.Name);
            Check.Equal(SchemaKind.Int, schema.Parameters[1].Type.Kind);
            Check.Equal(SchemaKind.Tensor, schema.Returns.Kind);
            Check.Contains("int i", schema.ToString());
            Check.Equal(2, m.Schema("forward").Returns.Contained.Count);
            Check.True(!schema.Parameters[0].HasDefault, "no default");
        }

        [Test]
        public static void Training_mode_is_shared_by_views()
        {
            using var m = jit.load<(Tensor, Tensor)>(Fixtures.Sample);
            using jit.ScriptModule<Tensor, Tensor, (Tensor, Tensor)> view = m;
            Check.True(m.training, "training after load");
            view.eval();
            Check.True(!m.training && !view.training, "evaluation");
            m.train();
            Check.True(view.training, "training");
        }

        [Test]
        public static void A_saved_module_computes_the_same()
        {
            string path = FileTests.Temporary("saved.pt");
            try
            {
                using var m = jit.load(Fixtures.Sample);
                jit.save(m, path);
                using var again = jit.load(path);
                var x = ones(10);
                Check.True(again.invoke<Tensor>("predict", x).equal(m.invoke<Tensor>("predict", x)), "the same weights");
            }
            finally
            {
                File.Delete(path);
            }
        }

        [Test]
        public static void Moving_returns_the_module()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
            jit.ScriptModule<Tensor, Tensor, (Tensor, Tensor)> moved = m.cpu().to("cpu").to(DeviceType.CPU);
            Check.True(ReferenceEquals(m, moved), "the same module");
            Check.Throws<DeviceException>(() => m.to("cuda:99"));
        }

        [Test]
        public static void Parts_follow_the_mode_and_the_end_of_the_whole()
        {
            var part = jit.load<Tensor, Tensor>(Fixtures.Values);
            using (var whole = new Whole(part))
            {
                whole.eval();
                Check.True(!part.training, "the part is in evaluation mode");
                Check.Equal("part", whole.named_children().Single().name);
                Check.Equal(2f, whole.call(ones(1)).item<float>());
            }
            Check.Throws<ObjectDisposedException>(() => part.forward(ones(1)));
        }

        [Test]
        public static void A_single_tuple_stands_for_the_arguments()
        {
            using var m = jit.load(Fixtures.Sample);
            Check.Is<(Tensor, Tensor)>(m.forward((ones(1), ones(1))));
            Check.Is<(Tensor, Tensor)>(m.call(ones(1), ones(1)));
        }

        [Test]
        public static void Threads_may_share_a_module()
        {
            using var m = jit.load<Tensor, Tensor, (Tensor, Tensor)>(Fixtures.Sample);
            System.Threading.Tasks.Parallel.For(0, 200, i =>
            {
                using var x = full(new long[] { 4 }, i, float32);
                (Tensor sum, Tensor difference) = m.forward(x, x);
                Check.Equal(2f * i, sum.data<float>()[3]);
                Check.Equal(0f, difference.data<float>()[0]);
            });
        }

        private sealed class Whole : nn.Module<Tensor, Tensor>
        {
            private readonly jit.ScriptModule<Tensor, Tensor> part;

            internal Whole(jit.ScriptModule<Tensor, Tensor> part)
                : base(nameof(Whole))
            {
                this.part = part;
                RegisterComponents();
            }

            public override Tensor forward(Tensor input) => part.forward(input);
        }
    }
}
