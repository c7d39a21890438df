using System.Collections.Generic;
using System.Linq;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Actions that are safe on other threads while a module is being called.</summary>
    public static class StateThreadTests
    {
        [Test]
        public static void State_may_be_read_and_a_module_left_where_it_is()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("network.pt"));
            using Tensor x = ones(2, 16);
            float[] expected = Output();
            string[] names = m.named_parameters().Select(one => one.name).ToArray();
            ManyThreads.Meanwhile(
                () =>
                {
                    Check.Equal(names, m.named_parameters().Select(one => one.name).ToArray());
                    Check.True(m.named_buffers().Any() && m.named_modules().Count() == 3, "buffers and modules");
                    Check.True(m.state_dict().Count > names.Length, "the whole state");
                    m.to(CPU).to(ScalarType.Float32); // to its own device and type
                    m.eval();
                },
                () => ManyThreads.Run(i => Check.Equal(expected, Output())));

            float[] Output()
            {
                using Tensor y = m.forward(x);
                return y.data<float>().ToArray();
            }
        }

        [Test]
        public static void A_copy_may_be_changed()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("network.pt"));
            using Tensor x = ones(2, 16);
            ManyThreads.Meanwhile(
                () =>
                {
                    using var other = m.deepcopy();
                    other.train();
                    other.to(ScalarType.Float64);
                    other.load_state_dict(new Dictionary<string, Tensor>(), strict: false);
                },
                () => ManyThreads.Run(i => m.forward(x).Dispose()));
            Check.True(!m.training && m.parameters().All(parameter => parameter.dtype == ScalarType.Float32), "an unchanged module");
        }
    }
}
