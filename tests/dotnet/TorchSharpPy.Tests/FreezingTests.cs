using System;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Freezing, optimizing, warming up, and the executor's settings.</summary>
    public static class FreezingTests
    {
        [Test]
        public static void A_frozen_module_computes_the_same_from_constants()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("conv_traced_eval.pt"));
            using var image = rand(2, 3, 16, 16);
            using jit.ScriptModule<Tensor, Tensor> frozen = jit.freeze(m);
            using var result = frozen.forward(image);
            Check.True(result.allclose(m.forward(image), 1e-4, 1e-5), "the same result");
            Check.True(!frozen.graph().Contains("GetAttr"), "no attributes are read");
            Check.Contains("GetAttr", m.graph());
        }

        [Test]
        public static void A_module_is_optimized_for_inference()
        {
            using var m = jit.load<Tensor, Tensor>(Fixtures.File("conv_traced_eval.pt"));
            using var image = rand(2, 3, 16, 16);
            using jit.ScriptModule<Tensor, Tensor> optimized = jit.optimize_for_inference(m);
            Check.True(optimized.forward(image).allclose(m.forward(image), 1e-4, 1e-5), "the same result");
        }

        [Test]
        public static void Preserved_attributes_and_methods_stay()
        {
            using var m = jit.load(Fixtures.Sample);
            m.eval();
            using var frozen = jit.freeze(m, new[] { "predict", "p" });
            using var x = arange(10);
            Check.True(frozen.Methods.Contains("predict"), "predict");
            Check.True(frozen.invoke<Tensor>("predict", x).equal(m.invoke<Tensor>("predict", x)), "the same result");
            Check.True(frozen.getattr<Tensor>("p").equal(m.getattr<Tensor>("p")), "the parameter");
            using var bare = jit.freeze(m);
            Check.Equal(new[] { "forward" }, bare.Methods.ToArray());
        }

        [Test]
        public static void A_module_in_training_mode_cannot_be_frozen()
        {
            using var m = jit.load(Fixtures.Sample);
            m.train();
            Leaks.None(() => Check.Contains("eval()", Check.Throws<TorchValueException>(() => jit.freeze(m)).Message));
            Check.Throws<TorchValueException>(() => jit.optimize_for_inference(m));
            m.eval();
            Check.Contains("nothing", Check.Throws<TorchValueException>(() => jit.freeze(m, new[] { "nothing" })).Message);
            Check.Throws<ArgumentNullException>(() => jit.freeze<jit.ScriptModule>(null!));
        }

        [Test]
        public static void Warming_up_runs_until_the_code_is_specialized()
        {
            using var m = jit.load(Fixtures.Sample);
            using var x = arange(10);
            int first = m.Warmup(new object[] { x, x }, 50);
            int again = m.Warmup(new object[] { x, x }, 50);
            Check.True(first > again && again >= 1 && first < 50, $"some runs, then fewer, not {first} and {again}");
            Check.True(m.Warmup(x, 1, "predict") == 1, "no more runs than allowed");
            Check.Throws<UnknownMethodException>(() => m.Warmup(new object[] { x }, method: "nothing"));
            Check.Throws<TorchTypeException>(() => m.Warmup(new object[] { x, "text" }));
            Leaks.None(() => m.Warmup((x, x)));
            Leaks.None(() => m.Warmup(new Tensor[] { x, x }));
        }

        [Test]
        public static void The_fusion_strategy_is_set_and_restored()
        {
            (string kind, int depth)[] before = jit.get_fusion_strategy();
            (string kind, int depth)[] previous = jit.set_fusion_strategy(("DYNAMIC", 3), ("STATIC", 1));
            try
            {
                Check.Equal(before, previous);
                Check.Equal(new[] { ("DYNAMIC", 3), ("STATIC", 1) }, jit.get_fusion_strategy());
                Check.Contains("FAST", Check.Throws<TorchValueException>(() => jit.set_fusion_strategy(("FAST", 1))).Message);
            }
            finally
            {
                jit.set_fusion_strategy(before);
            }
            Check.Equal(before, jit.get_fusion_strategy());
        }

        [Test]
        public static void The_profiling_executor_is_switched_and_restored()
        {
            bool before = jit.get_profiling_executor();
            Check.Equal(before, jit.set_profiling_executor(!before));
            Check.Equal(!before, jit.get_profiling_executor());
            Check.Equal(!before, jit.set_profiling_executor(before));
            int runs = jit.get_num_profiled_runs();
            try
            {
                jit.set_num_profiled_runs(runs + 2);
                Check.Equal(runs + 2, jit.get_num_profiled_runs());
                Check.Throws<TorchValueException>(() => jit.set_num_profiled_runs(0));
            }
            finally
            {
                jit.set_num_profiled_runs(runs);
            }
        }

        [Test]
        public static void Quantized_modules_load_and_run()
        {
            using var image = rand(2, 3, 8, 8);
            using var fixedPoint = jit.load<Tensor, Tensor>(Fixtures.File("quantized_static.pt"));
            Check.Equal(new long[] { 2, 5 }, fixedPoint.forward(image).shape);
            using var sequences = rand(2, 6, 8);
            using var dynamic = jit.load<Tensor, Tensor>(Fixtures.File("quantized_dynamic.pt"));
            Check.Equal(new long[] { 2, 4 }, dynamic.forward(sequences).shape);
            using var copy = jit.load<Tensor, Tensor>(dynamic.SaveToBytes());
            Check.True(copy.forward(sequences).equal(dynamic.forward(sequences)), "the same result");
            Check.Contains("quantized::", fixedPoint.inlined_graph());
        }
    }
}
