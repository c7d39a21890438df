using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Null where TorchScript takes no None.</summary>
    public static class NullArgumentTests
    {
        private const string Source = @"
class Box:
    def __init__(self, size: int):
        self.size = size

class Kind(Enum):
    FIRST = 1

def one(x: {type}) -> int:
    return 1
def listed(x: List[{type}]) -> int:
    return 1
def paired(x: Tuple[int, {type}]) -> int:
    return 1
def mapped(x: Dict[str, {type}]) -> int:
    return 1
def optional(x: Optional[{type}]) -> bool:
    return x is None
";

        private static readonly string[] Types =
        {
            "Future[int]", "Await[int]", "Stream", "Generator", "RRef[int]", "Capsule", "Box", "Kind", "Tensor", "int", "str", "Device",
            "number", "List[Future[int]]", "Tuple[Stream, int]",
        };

        [Test]
        public static void Untyped_null_is_refused_where_it_is_not_optional()
        {
            foreach (string type in Types)
            {
                using var unit = Unit(type);
                Check.True(unit.invoke<bool>("optional", (object?)null), type);
                Refused(() => unit.invoke<long>("one", (object?)null));
                Refused(() => unit.invoke<long>("listed", new List<object?> { null }));
                Refused(() => unit.invoke<long>("paired", (1L, (object?)null)));
                Refused(() => unit.invoke<long>("mapped", new Dictionary<string, object?> { ["a"] = null }));
            }
        }

        [Test]
        public static void Typed_null_is_refused_where_it_is_not_optional()
        {
            NoneOf<Task<long>>("Future[int]");
            NoneOf<Task<long>>("Await[int]");
            NoneOf<Generator>("Generator");
            NoneOf<jit.ScriptObject>("Box");
            NoneOf<jit.EnumValue>("Kind");
            NoneOf<Tensor>("Tensor");
            NoneOf<string>("str");
            NoneOf<Device>("Device");
        }

        private static void NoneOf<T>(string type)
            where T : class
        {
            using var unit = Unit(type);
            Refused(() => unit.Function<T?, long>("one").call(null));
            Refused(() => unit.Function<T?[], long>("listed").call(new T?[] { null }));
            Refused(() => unit.Function<(long, T?), long>("paired").call((1, null)));
            Refused(() => unit.Function<Dictionary<string, T?>, long>("mapped").call(new Dictionary<string, T?> { ["a"] = null }));
            Check.True(unit.Function<T?, bool>("optional").call(null), type);
        }

        private static jit.CompilationUnit Unit(string type) => jit.compile(Source.Replace("{type}", type));

        private static void Refused(Action call) => Check.Contains("argument 'x'", Check.Throws<TorchTypeException>(call).Message);
    }
}
