using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>Random calls of functions that take and return every type, with arguments that fit and others.</summary>
    internal sealed class RandomCalls : IDisposable
    {
        private const string Header = @"
class Box:
    def __init__(self, size: int):
        self.size = size
        self.items: List[Any] = []
    def grow(self, by: int) -> int:
        self.size += by
        return self.size

class Kind(Enum):
    FIRST = 1
    SECOND = 2

class Pair(NamedTuple):
    first: Tensor
    second: int

def box(size: int) -> Box:
    return Box(size)
def work(x: int) -> int:
    return x + 1
def later(x: int) -> Future[int]:
    return torch.jit.fork(work, x)
def fail(x: int) -> int:
    assert x > 1000, 'failed on purpose'
    return x
def divide(x: int, y: int) -> int:
    return x // y
def mix(x: Tensor, y: int = 3, z: Optional[str] = None, w: List[float] = [1.0]) -> Tuple[Tensor, int, Optional[str]]:
    return x * y, len(w), z
";

        private static readonly string[] Types =
        {
            "Tensor", "int", "float", "bool", "complex", "str", "number", "Device", "Box", "Kind", "Pair", "Any", "Future[int]", "Generator",
            "Optional[Tensor]", "Optional[int]", "List[int]", "List[float]", "List[bool]", "List[str]", "List[Tensor]", "List[List[int]]",
            "Optional[List[Tensor]]", "Tuple[int, Tensor]", "Tuple[str, List[float]]", "Dict[str, Tensor]", "Dict[int, str]",
            "Dict[str, List[int]]", "Union[int, str]", "List[Optional[Tensor]]", "Tuple[Tuple[int, bool], float]", "List[Box]", "List[Any]",
        };

        private static readonly string Any = "f" + Array.IndexOf(Types, "Any"); // accepts most values

        private readonly Random random;
        private readonly jit.CompilationUnit unit;
        private readonly jit.ScriptModule module;
        private readonly string[] functions;
        private readonly Func<object?>[] values;

        internal RandomCalls(int seed)
        {
            random = new Random(seed);
            unit = jit.compile(Header + string.Concat(Types.Select((type, i) => $"def f{i}(x: {type}) -> {type}:\n    return x\n")));
            module = jit.load(Fixtures.Values);
            functions = Types.Select((_, i) => "f" + i).Concat(new[] { "box", "later", "fail", "divide", "mix", "missing", Any, Any, Any, Any, Any }).ToArray();
            values = new Func<object?>[]
            {
                () => null, () => random.Next(-5, 5), () => (long)random.Next(), () => random.NextDouble(), () => random.Next(2) == 0,
                () => new Complex(random.Next(3), 1), () => "text ü", () => "cpu", () => new Device("cpu"), () => ones(2, 2), () => zeros(0),
                () => tensor(1.5f), () => randn(2).to(ScalarType.Float64), () => Kind(), () => new Generator(), () => Task.FromResult(3L),
                () => Invoke("box", 2), () => Invoke("later", 2), () => (1, ones(1)), () => (ones(1), 1L), () => ("a", new[] { 1.5 }),
                () => ((1, true), 2.5), () => new object(), () => new DateTime(2020, 1, 1), () => (byte)3, () => 1.5f, () => 2.5m, () => 'c',
                () => new Action(() => { }), () => ScalarType.Float32, () => module, () => float.NaN, () => long.MinValue,
            };
        }

        /// <summary>How many calls returned, and how many were refused.</summary>
        internal (int returned, int refused) Counts { get; private set; }

        public void Dispose()
        {
            unit.Dispose();
            module.Dispose();
        }

        /// <summary>Makes calls; any exception but the documented ones fails.</summary>
        internal void Make(int count)
        {
            (int returned, int refused) = Counts;
            for (int i = 0; i < count; i++)
            {
                try
                {
                    One();
                    returned++;
                }
                catch (Exception error) when (error is TorchException || error is ArgumentException || error is InvalidCastException)
                {
                    refused++;
                }
            }
            Counts = (returned, refused);
        }

        private static object Kind() => new jit.EnumValue("FIRST");

        private static void Drop(object? value)
        {
            if (value is IDisposable disposable && !(value is Task))
            {
                disposable.Dispose();
            }
        }

        private void One()
        {
            string name = functions[random.Next(functions.Length)];
            object?[] arguments = Enumerable.Range(0, random.Next(8) == 0 ? random.Next(4) : 1).Select(_ => Value(0)).ToArray();
            switch (random.Next(12))
            {
                case 0:
                    Drop(unit.invoke<Tensor>(name, arguments));
                    break;
                case 1:
                    unit.invoke<long>(name, arguments);
                    break;
                case 2:
                    Drop(module.forward(arguments!));
                    break;
                default:
                    Drop(Invoke(name, arguments));
                    break;
            }
        }

        private object? Invoke(string name, params object?[] arguments) => unit.invoke<object?>(name, arguments);

        private object? Value(int depth)
        {
            switch (depth < 3 ? random.Next(10) : 9)
            {
                case 0:
                    return Enumerable.Range(0, random.Next(3)).Select(_ => Value(depth + 1)).ToList();
                case 1:
                    return Enumerable.Range(0, random.Next(3)).ToDictionary(i => i % 2 == 0 ? "a" + i : "b", _ => Value(depth + 1));
                case 2:
                    return (Value(depth + 1), Value(depth + 1));
                case 3:
                    return new[] { ones(1), ones(2) };
                case 4:
                    return Enumerable.Range(0, random.Next(4)).Select(i => (long)i).ToArray();
                default:
                    return values[random.Next(values.Length)]();
            }
        }
    }
}
