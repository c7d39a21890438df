using System;
using System.Linq;
using System.Numerics;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Copies of TorchScript modules.</summary>
    public static class CopyTests
    {
        private static string Tied => Fixtures.File("state_tied.pt");

        [Test]
        public static void A_copy_shares_the_tensors_and_has_its_own_mode()
        {
            using var m = jit.load(Tied);
            using var copy = m.copy();
            Check.Equal(m.parameters().Select(one => one.Handle).ToArray(), copy.parameters().Select(one => one.Handle).ToArray());
            copy.eval();
            Check.True(m.training && !copy.training, "its own mode");
        }

        [Test]
        public static void A_deep_copy_and_a_clone_have_their_own_tensors()
        {
            using var m = jit.load(Tied);
            foreach (jit.ScriptModule copy in new[] { m.deepcopy(), m.clone() })
            {
                Check.Equal(
                    m.named_parameters().Select(one => one.name).ToArray(), copy.named_parameters().Select(one => one.name).ToArray());
                using (no_grad())
                {
                    copy.get_parameter("first.weight").zero_();
                }
                Check.Equal(0f, copy.get_parameter("direct").data<float>()[0]);
                Check.True(m.get_parameter("direct").data<float>()[0] != 0f, "as it was");
                copy.Dispose();
            }
            Check.Equal(4, m.invoke<Tensor>("forward", ones(2, 4)).size(1));
        }

        [Test]
        public static void Values_of_every_kind_are_copied()
        {
            using var m = jit.load(Fixtures.File("every_kind.pt"));
            m.invoke<object?>("fill", ones(2));
            using Tensor done = m.invoke<Tensor>("wait");
            foreach (jit.ScriptModule copy in new[] { m.deepcopy(), m.clone() })
            {
                Check.Equal(new Complex(1, 2), copy.getattr<Complex>("wave"));
                Check.Equal(m.getattr<Complex[]>("waves"), copy.getattr<Complex[]>("waves"));
                Check.Equal("text", copy.getattr<string>("text"));
                Check.Equal("HIGH", copy.getattr<jit.EnumValue>("level").Name);
                Check.Equal(0.25, copy.invoke<double>("score"));
                Check.True(copy.invoke<bool>("contains_itself"), "the list contains itself");
                using Tensor content = copy.invoke<Tensor>("content");
                using Tensor first = copy.invoke<Tensor>("first");
                content.fill_(5);
                Check.Equal(5f, first.data<float>()[0]);
                using Tensor result = copy.invoke<Tensor>("wait");
                result.fill_(5);
                copy.Dispose();
            }
            Check.Equal(2f, done.data<float>()[0]);
            Check.Equal(1f, m.invoke<Tensor>("content").data<float>()[0]);
        }

        [Test]
        public static void A_task_that_is_not_done_cannot_be_copied()
        {
            using var m = jit.load(Fixtures.File("every_kind.pt"));
            m.invoke<object?>("start", 2_000_000);
            Check.Contains("wait for it", Check.Throws<TorchValueException>(() => m.deepcopy()).Message);
            m.invoke<Tensor>("wait").Dispose();
            m.deepcopy().Dispose();
        }

        [Test]
        public static void Copies_have_the_type_of_their_original()
        {
            using var m = jit.load<Tensor, Tensor>(Tied);
            using jit.ScriptModule<Tensor, Tensor> deep = m.deepcopy();
            using jit.ScriptModule<Tensor, Tensor> copy = m.copy();
            using jit.ScriptModule untyped = m;
            using jit.ScriptModule clone = untyped.clone();
            Check.Is<jit.ScriptModule<Tensor, Tensor>>(clone);
            using Tensor x = ones(2, 4);
            Check.True(deep.forward(x).equal(m.forward(x)) && copy.call(x).equal(m.call(x)), "the same results");
        }

        [Test]
        public static void A_copy_outlives_its_original()
        {
            var m = jit.load<Tensor, Tensor>(Tied);
            using var copy = m.copy();
            m.Dispose();
            Check.Equal(2, copy.forward(ones(2, 4)).size(0));
            Check.Throws<ObjectDisposedException>(() => m.deepcopy());
        }

        [Test]
        public static void Copies_leave_nothing_behind()
        {
            using var m = jit.load<Tensor, Tensor>(Tied);
            Leaks.None(() =>
            {
                for (int i = 0; i < 1000; i++)
                {
                    m.copy().Dispose();
                    m.deepcopy();
                    m.clone().forward(ones(2, 4));
                }
            });
        }
    }
}
