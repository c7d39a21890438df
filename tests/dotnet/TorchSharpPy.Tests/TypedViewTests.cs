using System.Collections.Generic;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>C# types are compared with the schema when a typed view is created.</summary>
    public static class TypedViewTests
    {
        [Test]
        public static void A_wrong_result_type_is_refused_with_schema_and_a_fitting_type()
        {
            var error = Check.Throws<TorchTypeException>(() => jit.load<Tensor, Tensor, Tensor>(Fixtures.Sample));
            Check.Contains("forward", error.Message);
            Check.Contains("Tensor x, Tensor y", error.Message);
            Check.Contains("(Tensor, Tensor)", error.Message);
        }

        [Test]
        public static void A_wrong_argument_type_is_refused_by_parameter()
        {
            var error = Check.Throws<TorchTypeException>(() => jit.load<Tensor, string, (Tensor, Tensor)>(Fixtures.Sample));
            foreach (string part in new[] { "forward", "'y'", "string", "use Tensor", "Tensor x, Tensor y" })
            {
                Check.Contains(part, error.Message);
            }
        }

        [Test]
        public static void A_wrong_number_of_arguments_is_refused()
        {
            var error = Check.Throws<TorchTypeException>(() => jit.load<Tensor, (Tensor, Tensor)>(Fixtures.Sample));
            Check.Contains("2 arguments (x, y)", error.Message);
        }

        [Test]
        public static void Refused_views_leave_nothing_behind() =>
            Leaks.None(() => Check.Throws<TorchTypeException>(() => jit.load<Tensor, Tensor>(Fixtures.Sample)));

        [Test]
        public static void A_type_without_counterpart_is_refused_by_its_name()
        {
            var error = Check.Throws<TorchTypeException>(() => jit.load<Tensor, List<System.Uri>, Tensor>(Fixtures.Sample));
            Check.Contains("Uri", error.Message);
            Check.Contains("Supported are", error.Message);
        }

        [Test]
        public static void A_module_whose_result_is_typed_becomes_any_fitting_view()
        {
            using jit.ScriptModule<(Tensor, Tensor)> loaded = jit.load<(Tensor, Tensor)>(Fixtures.Sample);
            using jit.ScriptModule<Tensor, Tensor, (Tensor, Tensor)> view = loaded;
            loaded.Dispose();
            Check.Equal(3f, view.forward(ones(1), ones(1) * 2).Item1.item<float>());
            Check.Throws<TorchTypeException>(() =>
            {
                jit.ScriptModule<Tensor, (Tensor, Tensor)> wrong = jit.load<(Tensor, Tensor)>(Fixtures.Sample);
            });
        }

        [Test]
        public static void Defaults_may_be_left_out_of_the_types()
        {
            using var m = jit.load(Fixtures.Values);
            Check.Equal(3f, m.Method<Tensor, Tensor>("with_default").call(ones(1)).item<float>());
            Check.Equal(6f, m.Method<Tensor, long, Tensor>("with_default").call(ones(1), 4).item<float>());
            Check.Equal(4f, m.Method<Tensor, int, float, Tensor>("with_default").call(ones(1), 2, 2f).item<float>());
            Check.Equal(3f, m.invoke<Tensor>("with_default", ones(1)).item<float>());
        }

        [Test]
        public static void An_optional_result_needs_a_type_with_null()
        {
            using var m = jit.load(Fixtures.Values);
            Check.Throws<TorchTypeException>(() => m.Method<long?, long>("identity_optional_int"));
            var identity = m.Method<long?, long?>("identity_optional_int");
            Check.Equal(5, identity.call(5));
            Check.Equal(null, identity.call(null));
        }

        [Test]
        public static void A_result_type_is_checked_on_invoke_too()
        {
            using var m = jit.load(Fixtures.Sample);
            Check.Throws<TorchTypeException>(() => m.invoke<long>("predict", ones(10)));
        }

        [Test]
        public static void Eight_arguments_and_nine_results()
        {
            using var m = jit.load(Fixtures.Values);
            var many =
                m.Method<long, long, long, long, long, long, long, int, (long, long, long, long, long, long, long, int, long)>("many");
            Check.Equal((1, 2, 3, 4, 5, 6, 7, 8, 36), many.call(1, 2, 3, 4, 5, 6, 7, 8));
        }

        [Test]
        public static void A_result_without_arguments()
        {
            using var m = jit.load(Fixtures.Values);
            Check.Equal(null, m.Method<object?>("nothing").call());
        }
    }
}
