using System.Linq;
using System.Runtime.InteropServices;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Calls that fail, and their error messages.</summary>
    public static class CallErrorTests
    {
        [Test]
        public static void An_unknown_method_lists_the_methods()
        {
            using var m = jit.load(Fixtures.Sample);
            var error = Check.Throws<UnknownMethodException>(() => m.invoke("predikt", ones(1)));
            foreach (string name in new[] { "predikt", "forward", "predict", "add_scalar" })
            {
                Check.Contains(name, error.Message);
            }
        }

        [Test]
        public static void Too_few_and_too_many_arguments_show_the_schema()
        {
            using var m = jit.load(Fixtures.Sample);
            foreach (int count in new[] { 0, 1, 3 })
            {
                object?[] arguments = Enumerable.Range(0, count).Select(_ => ones(1)).ToArray<object?>();
                var error = Check.Throws<TorchTypeException>(() => m.forward(arguments));
                Check.Equal(TorchErrorKind.Type, error.Kind);
                Check.Contains("Tensor x, Tensor y", error.Message);
            }
        }

        [Test]
        public static void A_wrong_argument_shows_the_parameter_and_the_schema()
        {
            using var m = jit.load(Fixtures.Sample);
            var error = Check.Throws<TorchTypeException>(() => m.forward(ones(1), "text"));
            Check.Contains("y", error.Message);
            Check.Contains("Tensor x, Tensor y", error.Message);
        }

        [Test]
        public static void None_for_a_tensor_is_refused()
        {
            using var m = jit.load(Fixtures.Sample);
            Check.Throws<TorchTypeException>(() => m.invoke("predict", (Tensor?)null));
        }

        [Test]
        public static void An_object_without_counterpart_is_refused_by_its_type()
        {
            using var m = jit.load(Fixtures.Sample);
            var error = Check.Throws<TorchTypeException>(() => m.invoke("predict", new System.Uri("http://localhost")));
            Check.Contains("Uri", error.Message);
        }

        [Test]
        public static void An_exception_raised_in_TorchScript_comes_with_its_class_and_traceback()
        {
            using var m = jit.load(Fixtures.Values);
            var error = Check.Throws<ScriptRuntimeException>(() => m.invoke("fails", ones(3)));
            Check.Contains("deliberate: 3", error.Message);
            Check.Contains("ValueError", error.RaisedClass);
            Check.Contains("inner_failure", error.TorchScriptTraceback);
            Check.Contains("raise ValueError", error.TorchScriptTraceback);
            Check.True(error is ExternalException, "an ExternalException");
        }

        [Test]
        public static void A_failing_operator_comes_with_the_line_in_TorchScript()
        {
            using var m = jit.load(Fixtures.Values);
            var error = Check.Throws<ScriptRuntimeException>(() => m.invoke("shape_error", ones(2, 3)));
            Check.Contains("torch.mm", error.TorchScriptTraceback);
            Check.Equal(string.Empty, error.RaisedClass);
        }

        [Test]
        public static void A_failing_operator_outside_TorchScript_says_why() =>
            Check.Contains("shape", Check.Throws<ScriptRuntimeException>(() => ones(2, 3).mm(ones(2, 3))).Message);
    }
}
