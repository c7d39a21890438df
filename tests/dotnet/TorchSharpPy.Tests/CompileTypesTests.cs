using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>torch.jit.compile: classes, NamedTuples and enums in the source, as C# sees them.</summary>
    public static class CompileTypesTests
    {
        private const string Source = @"
from enum import Enum
from typing import NamedTuple
import math

def longest(points: List[Point]) -> float:
    best = 0.0
    for p in points:
        best = max(best, p.norm())
    return best

class Point:
    def __init__(self, x: float, y: float = 2.0):
        self.x = x
        self.y = y

    def norm(self) -> float:
        return math.sqrt(self.x * self.x + self.y * self.y)

    def scaled(self, factor: float, shift: float = 0.0) -> Point:
        return Point(self.x * factor + shift, self.y * factor + shift)

class Color(Enum):
    RED = 1
    DARK_GREEN = -2

class Reading(NamedTuple):
    value: Tensor
    color: Color
    scale: float = 1.5

def norms(points: Dict[str, Point]) -> Dict[str, float]:
    return {name: points[name].norm() for name in points}

def first(points: List[Point]) -> Optional[Point]:
    return points[0] if len(points) > 0 else None

def read(value: float, color: Color) -> Reading:
    return Reading(torch.full((2,), value), color)

def total(readings: List[Reading]) -> Tensor:
    result = torch.zeros(2)
    for reading in readings:
        result = result + reading.value * reading.scale
    return result

def flip(colors: Dict[str, Color]) -> Dict[str, Color]:
    return {name: other(colors[name]) for name in colors}

def other(color: Color) -> Color:
    return Color.RED if color == Color.DARK_GREEN else Color.DARK_GREEN

def value_of(color: Optional[Color]) -> int:
    return 0 if color is None else color.value

def work(n: int) -> int:
    total = 0
    for i in range(n):
        total += i
    return total

def later(n: int) -> Future[int]:
    return torch.jit.fork(work, n)
";

        private enum Color
        {
            Red,
            DarkGreen,
        }

        [Test]
        public static void Create_returns_instances_with_attributes_and_methods()
        {
            using var unit = jit.compile(Source);
            using jit.ScriptObject point = unit.Create("Point", 3.0, new { y = 4.0 });
            Check.Equal(5.0, point.Method<double>("norm").call());
            point["x"] = 0.0;
            Check.Equal(4.0, point.invoke<double>("norm"));
            using var scaled = point.invoke<jit.ScriptObject>("scaled", 2.0, new { shift = 1.0 });
            Check.Equal(9.0, scaled.getattr<double>("y"));
            Check.Equal(new[] { "x", "y" }, unit.ClassSchema("Point").Parameters.Select(parameter => parameter.Name).ToArray());
            using jit.ScriptObject other = unit.Create("__torch__.Point", 0);
            Check.Equal(2.0, other.getattr<double>("y"));
            Check.Contains("Point", Check.Throws<UnknownMethodException>(() => unit.Create("Circle")).Message);
            Check.Contains("x", Check.Throws<TorchTypeException>(() => unit.Create("Point")).Message);
        }

        [Test]
        public static void Instances_go_in_alone_and_in_containers()
        {
            using var unit = jit.compile(Source);
            using jit.ScriptObject near = unit.Create("Point", 3.0, 4.0);
            using jit.ScriptObject far = unit.Create("Point", 6.0, 8.0);
            Check.Equal(10.0, unit.invoke<double>("longest", new object?[] { new[] { near, far } }));
            var points = new Dictionary<string, jit.ScriptObject> { ["near"] = near, ["far"] = far };
            Dictionary<string, double> norms =
                unit.Function<Dictionary<string, jit.ScriptObject>, Dictionary<string, double>>("norms").call(points);
            Check.Equal(5.0, norms["near"]);
            Check.Equal(10.0, norms["far"]);
            var first = unit.Function<jit.ScriptObject[], jit.ScriptObject?>("first");
            using jit.ScriptObject? same = first.call(new[] { far });
            Check.Equal(6.0, same!.getattr<double>("x"));
            far["x"] = 1.0;
            Check.Equal(1.0, same.getattr<double>("x"));
            Check.True(first.call(Array.Empty<jit.ScriptObject>()) is null, "null for no points");
        }

        [Test]
        public static void Instances_outlive_their_unit()
        {
            jit.ScriptObject point;
            using (var unit = jit.compile(Source))
            {
                point = unit.Create("Point", 3.0, 4.0);
            }
            using (point)
            {
                Check.Equal(5.0, point.invoke<double>("norm"));
            }
        }

        [Test]
        public static void Records_are_NamedTuples()
        {
            using var unit = jit.compile(Source);
            Reading reading = unit.Function<double, Color, Reading>("read").call(2.0, Color.DarkGreen);
            Check.Equal(new[] { 2f, 2f }, reading.Value.data<float>().ToArray());
            Check.Equal(Color.DarkGreen, reading.Color);
            Check.Equal(1.5, reading.Scale);
            var total = unit.Function<Reading[], Tensor>("total");
            var more = new Reading(ones(2), Color.Red, 4.0);
            Check.Equal(new[] { 7f, 7f }, total.call(new[] { reading, more }).data<float>().ToArray());
        }

        [Test]
        public static void Enums_are_matched_by_member()
        {
            using var unit = jit.compile(Source);
            var value = unit.Function<Color?, long>("value_of");
            Check.Equal(-2L, value.call(Color.DarkGreen));
            Check.Equal(0L, value.call(null));
            var flip = unit.Function<Dictionary<string, Color>, Dictionary<string, Color>>("flip");
            Dictionary<string, Color> flipped =
                flip.call(new Dictionary<string, Color> { ["a"] = Color.Red, ["b"] = Color.DarkGreen });
            Check.Equal(Color.DarkGreen, flipped["a"]);
            Check.Equal(Color.Red, flipped["b"]);
            Check.Equal(1L, unit.invoke<long>("value_of", new jit.EnumValue("RED")));
        }

        [Test]
        public static void A_task_outlives_its_unit()
        {
            Task<long> task;
            using (var unit = jit.compile(Source))
            {
                task = unit.Function<long, Task<long>>("later").call(300_000);
            }
            Check.Equal(300_000L * 299_999 / 2, task.GetAwaiter().GetResult());
        }

        [Test]
        public static void Unsupported_source_reports_its_line()
        {
            Refused("class A(torch.nn.Module):\n    def f(self):\n        pass\n", 1, "Module");
            Refused("class A(B):\n    def f(self):\n        pass\n", 1, "cannot inherit");
            Refused("class A:\n    @property\n    def x(self) -> int:\n        return 1\n", 2, "decorators");
            Refused("\nimport numpy as np\n", 2, "'numpy'");
            Refused("class E(Enum):\n    A = 1\n    B = 'x'\n", 3, "the same type");
            Refused("class N(NamedTuple):\n    x: int = 3\n    y: int\n", 3, "'y'");
            Refused("class N(NamedTuple):\n    x: Optional[N]\n", 1, "depends on itself");
            Refused("def f(x):\n    return x\ndef f(x):\n    return x\n", 3, "defined twice");
            Refused("x = 3\n", 1, "functions, classes");
            Refused("def f(x):\n    return " + new string('(', 10_000) + "x" + new string(')', 10_000), 2, "nested");
        }

        private static void Refused(string source, int line, string words)
        {
            var error = Check.Throws<ScriptCompileException>(() => jit.compile(source));
            Check.Contains(words, error.Message);
            Check.Equal(line, error.Line);
        }

        private sealed class Reading
        {
            public Reading(Tensor value, Color color, double scale)
            {
                Value = value;
                Color = color;
                Scale = scale;
            }

            public Tensor Value { get; }

            public Color Color { get; }

            public double Scale { get; }
        }
    }
}
