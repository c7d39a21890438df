using System;
using System.Collections.Generic;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Using state, copies, moves and composed modules a thousand times leaves no native handle behind.</summary>
    public static class StateLeakTests
    {
        private const int Repeats = 1000;

        private static readonly string Model = Fixtures.File("network.pt");

        [Test]
        public static void Enumerating()
        {
            using var m = jit.load<Tensor, Tensor>(Model);
            using var linear = jit.load<Tensor, Tensor>(Fixtures.File("linear.pt"));
            Leaks.NoneAtOnce(Repeats, () =>
            {
                DisposeAll(m.named_parameters());
                DisposeAll(m.named_buffers());
                DisposeAll(m.named_children());
                foreach ((string _, object? value) in m.named_attributes(recurse: false))
                {
                    (value as IDisposable)?.Dispose();
                }
                linear.getattr<Tensor>("weight").Dispose();
            });
        }

        [Test]
        public static void Enumerating_and_forgetting()
        {
            using var m = jit.load<Tensor, Tensor>(Model);
            Leaks.NoneAfter(Repeats / 10, () =>
            {
                Check.True(new List<(string, Parameter)>(m.named_parameters()).Count > 0, "parameters");
                Check.True(new List<(string, nn.Module)>(m.named_modules()).Count > 1, "modules");
                Check.True(new List<(string, object?)>(m.named_attributes()).Count > 0, "attributes");
                m.get_submodule("first").get_parameter("weight");
                m.state_dict();
                Check.Throws<UnknownMethodException>(() => m.getattr("nothing"));
            });
        }

        [Test]
        public static void Loading_a_state()
        {
            using var m = jit.load<Tensor, Tensor>(Model);
            Dictionary<string, Tensor> state = m.state_dict();
            var missing = new Dictionary<string, Tensor>(state);
            missing.Remove("first.weight");
            var wrong = new Dictionary<string, Tensor>(state) { ["first.weight"] = ones(3) };
            Leaks.NoneAfter(Repeats, () =>
            {
                m.load_state_dict(state);
                m.load_state_dict(missing, strict: false);
                Check.Throws<TorchValueException>(() => m.load_state_dict(missing));
                Check.Throws<TorchValueException>(() => m.load_state_dict(wrong));
            });
        }

        [Test]
        public static void Copying_and_moving()
        {
            using var m = jit.load<Tensor, Tensor>(Model);
            Leaks.NoneAtOnce(Repeats, () =>
            {
                m.copy().Dispose();
                m.deepcopy().Dispose();
                using (jit.ScriptModule<Tensor, Tensor> other = m.clone())
                {
                    other.to(ScalarType.Float64).to(CPU);
                    other.half();
                    Check.Throws<TorchValueException>(() => other.to(ScalarType.Int64));
                    Check.Throws<DeviceException>(() => other.to("cuda:99"));
                    other.eval();
                    other.zero_grad();
                }
            });
        }

        [Test]
        public static void Composed_modules()
        {
            using Tensor x = ones(2, 4);
            Leaks.NoneAfter(Repeats, () =>
            {
                using var whole = new Whole(jit.load<Tensor, Tensor>(Fixtures.File("linear.pt")));
                whole.call(x).Dispose();
                whole.state_dict();
                whole.eval();
                whole.to(ScalarType.Float64);
                Check.Throws<ScriptRuntimeException>(() => whole.call(x));
            });
        }

        private static void DisposeAll<T>(IEnumerable<(string name, T value)> all)
            where T : IDisposable
        {
            foreach ((string _, T value) in all)
            {
                value.Dispose();
            }
        }

        private sealed class Whole : nn.Module<Tensor, Tensor>
        {
            private readonly jit.ScriptModule<Tensor, Tensor> part;
            private readonly Parameter scale = new Parameter(ones(1));

            internal Whole(jit.ScriptModule<Tensor, Tensor> part)
                : base(nameof(Whole))
            {
                this.part = part;
                RegisterComponents();
            }

            public override Tensor forward(Tensor input)
            {
                using Tensor computed = part.call(input);
                return computed * scale;
            }
        }
    }
}
