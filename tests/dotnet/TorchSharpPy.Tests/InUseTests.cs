using System;
using System.Threading;
using System.Threading.Tasks;
using TorchSharpPy.Interop;
using TorchSharpPy.Modules;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>What replaces tensors is refused while something uses them, and never waits.</summary>
    public static class InUseTests
    {
        private const string Source = @"
def slow(weight: Tensor, step: Tensor) -> Tensor:
    step.fill_(1)
    while int(step.item()) < 2:
        pass
    return weight + 1

def slow_of(weights: List[Tensor], step: Tensor) -> Tensor:
    step.fill_(1)
    while int(step.item()) < 2:
        pass
    return weights[0]

def deep(x: Tensor, n: int) -> Tensor:
    for i in range(n):
        x = x * 1.0001
    return x.sum()
";

        [Test]
        public static void A_module_is_not_cast_while_a_function_uses_its_parameter()
        {
            using var m = jit.load(Fixtures.Sample);
            using var unit = jit.compile(Source);
            using Parameter p = m.get_parameter("p");
            using Tensor step = zeros(1);
            During(() => unit.invoke<Tensor>("slow", p, step), step, () => Refused(() => m.half()));
            During(() => unit.invoke<Tensor>("slow_of", new Tensor[] { p }, step), step, () => Refused(() => m.half()));
            Check.Equal(ScalarType.Float32, p.dtype);
            m.half();
            Check.Equal(ScalarType.Float16, p.dtype);
        }

        [Test]
        public static void A_module_written_in_CSharp_is_not_cast_either()
        {
            using var m = new Scaled();
            using var unit = jit.compile(Source);
            using Tensor step = zeros(1);
            During(() => unit.invoke<Tensor>("slow", m.weight, step), step, () => Refused(() => m.to(float64)));
            m.to(float64);
            Check.Equal(float64, m.weight.dtype);
        }

        [Test]
        public static void Backward_uses_the_parameters_that_it_leads_to()
        {
            using var unit = jit.compile(Source);
            using Tensor weight = ones(8).requires_grad_(), other = ones(8).requires_grad_();
            using Tensor loss = unit.invoke<Tensor>("deep", weight, 50_000L);
            Task backward = Task.Run(() => loss.backward());
            int refused = 0;
            while (!backward.IsCompleted)
            {
                refused += SetData(weight) == 0 ? 0 : 1;
                Check.Equal(0, SetData(other));
            }
            backward.GetAwaiter().GetResult();
            Check.True(refused > 0, "a change that is refused");
            Check.Equal(0, SetData(weight));
        }

        private static unsafe int SetData(Tensor tensor)
        {
            using var lease = new HandleLease(tensor);
            return NativeMethods.tsp_tensor_data_set(lease.Native, lease.Native);
        }

        private static void During(Func<Tensor> call, Tensor step, Action action)
        {
            step.fill_(0);
            Task<Tensor> running = Task.Run(call);
            SpinWait.SpinUntil(() => step.item<float>() > 0 || running.IsCompleted);
            try
            {
                action();
            }
            finally
            {
                step.fill_(2);
                running.GetAwaiter().GetResult().Dispose();
            }
        }

        private static void Refused(Action change) =>
            Check.Contains("while 1 running call uses it", Check.Throws<ScriptRuntimeException>(change).Message);

        private sealed class Scaled : nn.Module<Tensor, Tensor>
        {
            public readonly Parameter weight = nn.Parameter(ones(3));

            public Scaled()
                : base(nameof(Scaled))
            {
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => x * weight;
        }
    }
}
