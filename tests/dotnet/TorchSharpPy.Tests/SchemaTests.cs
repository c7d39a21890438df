using System.Collections.Generic;
using System.Linq;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The contents of signatures.</summary>
    public static class SchemaTests
    {
        private const string Source = @"
def f(a: Tensor, b: List[Optional[int]], c: Dict[str, Tuple[float, str]], d: Optional[List[Tensor]] = None,
      e: Any = 3, g: complex = 1.5j) -> Union[int, str, None]:
    return None

def g(x: Future[Tensor], y: Generator, z: Device, s: number) -> Tuple[()]:
    return ()

def h(x: int, y: float = 0.5, s: str = 'text', b: bool = True, n: Optional[int] = None) -> None:
    pass
";

        [Test]
        public static void Types_are_spelled_as_in_both_languages()
        {
            using var unit = jit.compile(Source);
            Check.Equal(
                new[] { "Tensor", "long?[]", "Dictionary<string, (double, string)>", "Tensor[]?", "object?", "Complex" },
                unit.Schema("f").Parameters.Select(parameter => parameter.Type.CSharp).ToArray());
            Check.Equal(
                new[]
                {
                    "torch.Tensor", "list[int | None]", "dict[str, tuple[float, str]]", "list[torch.Tensor] | None", "Any", "complex",
                },
                unit.Schema("f").Parameters.Select(parameter => parameter.Type.Python).ToArray());
            Check.Equal(
                new[] { "Task<Tensor>", "Generator", "Device", "Scalar" },
                unit.Schema("g").Parameters.Select(parameter => parameter.Type.CSharp).ToArray());
            Check.Equal("object?", unit.Schema("f").Returns.CSharp);
            Check.Equal("ValueTuple", unit.Schema("g").Returns.CSharp);
            Check.Equal("tuple[()]", unit.Schema("g").Returns.Python);
        }

        [Test]
        public static void Named_types_have_the_names_of_their_parts()
        {
            using var m = jit.load(Fixtures.Objects);
            SchemaType color = m.Schema("color_value").Parameters[0].Type;
            Check.Equal(new[] { "RED", "DARK_BLUE" }, color.FieldNames);
            Check.Equal(SchemaKind.Int, color.Contained.Single().Kind);
            Check.Equal("EnumValue", color.CSharp);
            Check.Equal("Color", color.Python);
            SchemaType point = m.Schema("make_point").Returns;
            Check.Equal(new[] { "x", "y", "name", "weights" }, point.FieldNames);
            Check.Equal("ScriptObject", point.CSharp);
            Check.Equal("ScriptModule", m.Schema("get_layer").Returns.CSharp);
            Check.Equal(SchemaKind.Interface, m.Schema("get_layer").Returns.Kind);
        }

        [Test]
        public static void Defaults_are_values()
        {
            using var unit = jit.compile(Source);
            IReadOnlyList<SchemaParameter> parameters = unit.Schema("h").Parameters;
            Check.Equal(new object?[] { null, 0.5, "text", true, null }, parameters.Select(parameter => parameter.DefaultValue).ToArray());
            Check.Equal(new[] { false, true, true, true, true }, parameters.Select(parameter => parameter.HasDefault).ToArray());
        }

        [Test]
        public static void Schemas_lists_every_method_and_equality_is_by_text()
        {
            using var m = jit.load(Fixtures.Objects);
            using var again = jit.load(Fixtures.Objects);
            using var unit = jit.compile(Source);
            Check.Equal(m.Methods, m.Schemas.Select(schema => schema.Name).ToArray());
            Check.Equal(unit.Functions, unit.Schemas.Select(schema => schema.Name).ToArray());
            Check.Equal(m.Schemas, again.Schemas);
            Check.Equal(m.Schema("points").GetHashCode(), again.Schema("points").GetHashCode());
            Check.Equal(m.Schema("points").Returns, again.Schema("path").Parameters[0].Type);
            Check.Equal(m.Schema("mixed").Parameters[1], again.Schema("mixed").Parameters[1]);
            Check.True(!m.Schema("points").Equals(m.Schema("path")), "another schema");
        }

        [Test]
        public static void Nothing_in_a_schema_can_be_changed()
        {
            using var m = jit.load(Fixtures.Objects);
            FunctionSchema schema = m.Schema("color_value");
            Check.Throws<System.NotSupportedException>(() => ((IList<SchemaParameter>)schema.Parameters).Clear());
            Check.Throws<System.NotSupportedException>(() => ((IList<string>)schema.Parameters[0].Type.FieldNames).Clear());
            Check.Throws<System.NotSupportedException>(() => ((IList<SchemaType>)schema.Parameters[0].Type.Contained).Clear());
        }
    }
}
