using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>torch.jit.compile.</summary>
    public static class CompileTests
    {
        private const string Source = @"
def twice(x: Tensor) -> Tensor:
    return x * 2

def add_i(x: Tensor, i: int = 1) -> Tensor:
    return x + i
";

        [Test]
        public static void Functions_are_listed_and_have_schemas()
        {
            using var unit = jit.compile(Source);
            Check.Equal(new[] { "add_i", "twice" }, unit.Functions.OrderBy(name => name).ToArray());
            FunctionSchema schema = unit.Schema("add_i");
            Check.Equal(new[] { "x", "i" }, schema.Parameters.Select(parameter => parameter.Name).ToArray());
            Check.Equal("1", schema.Parameters[1].DefaultText);
        }

        [Test]
        public static void Typed_functions_run()
        {
            using var unit = jit.compile(Source);
            var add = unit.Function<Tensor, long, Tensor>("add_i");
            Check.Equal(4f, add.call(ones(1), 3).item<float>());
            var twice = unit.Function<Tensor, Tensor>("twice");
            Check.Equal(2f, twice.call(ones(1)).item<float>());
        }

        [Test]
        public static void Source_that_does_not_compile_tells_line_and_column()
        {
            var error = Check.Throws<ScriptCompileException>(() => jit.compile("def f(x: Tensor) -> Tensor:\n    return x + )\n"));
            Check.Equal(2, error.Line);
            Check.True(error.Column > 0, "a column");
        }

        [Test]
        public static void An_unknown_name_tells_its_line()
        {
            var error = Check.Throws<ScriptCompileException>(() => jit.compile("def f(x: Tensor) -> Tensor:\n    return y\n"));
            Check.Equal(2, error.Line);
            Check.Contains("y", error.Message);
        }

        [Test]
        public static void An_unknown_operator_has_its_own_exception()
        {
            var error = Check.Throws<UnknownOperatorException>(
                () => jit.compile("def f(x: Tensor) -> Tensor:\n    return torch.no_such_operator(x)\n"));
            Check.Contains("no_such_operator", error.Message);
        }

        [Test]
        public static void Everyday_Python_compiles()
        {
            const string everyday = "def größe(a: int) -> str:\r\n    if a > 1_000: a = 0x10; a += 1\r\n    return f'{a} of {a * 2}'\r\n";
            using var unit = jit.compile(everyday);
            Check.Equal("3 of 6", unit.Function<long, string>("größe").call(3));
            Check.Equal("17 of 34", unit.Function<long, string>("größe").call(2000));
        }

        [Test]
        public static void What_TorchScript_does_not_have_is_refused_in_words()
        {
            var error = Check.Throws<ScriptCompileException>(
                () => jit.compile("def f(a: int) -> int:\n    match a:\n        case 1: return 2\n    return a\n"));
            Check.Contains("use if and elif", error.Message);
            Check.Equal(2, error.Line);
            Check.Equal(5, error.Column);
        }

        [Test]
        public static void A_failed_assertion_has_its_class()
        {
            using var unit = jit.compile("def f(a: int) -> int:\n    assert a > 0, f'{a} is too small'\n    return a\n");
            var error = Check.Throws<ScriptRuntimeException>(() => unit.Function<long, long>("f").call(-1));
            Check.Equal("builtins.AssertionError", error.RaisedClass);
            Check.Contains("-1 is too small", error.Message);
        }

        [Test]
        public static void An_unknown_operator_of_a_library_tells_how_to_load_it()
        {
            var error = Check.Throws<UnknownOperatorException>(
                () => jit.compile("def f(x: Tensor) -> Tensor:\n    return torch.ops.mine.such(x)\n"));
            Check.Contains("ops.load_library", error.Message);
        }

        [Test]
        public static void An_unknown_function_lists_the_functions()
        {
            using var unit = jit.compile(Source);
            Check.Contains("twice", Check.Throws<UnknownMethodException>(() => unit.invoke("thrice", ones(1))).Message);
        }
    }
}
