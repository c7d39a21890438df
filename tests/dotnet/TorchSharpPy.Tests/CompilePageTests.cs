using System;
using System.IO;
using static TorchSharpPy.torch;

namespace TorchSharpPy.Tests
{
    /// <summary>The C# snippet of "Compiling source" in docs/guides/scripting.md; tests/python/test_compile_types.py compares.</summary>
    public static class CompilePageTests
    {
        private const string source = @"
from enum import Enum
from typing import List, NamedTuple
import math

def nearest(points: List[Point], x: float, metric: Metric) -> Found:
    best = Found(-1)
    for i, point in enumerate(points):
        distance = point.distance(Point(x), metric)
        if distance < best.distance:
            best = Found(i, distance)
    return best

class Point:
    def __init__(self, x: float, y: float = 0.0):
        self.x = x
        self.y = y

    def distance(self, other: Point, metric: Metric) -> float:
        a, b = abs(self.x - other.x), abs(self.y - other.y)
        return a + b if metric == Metric.CITY else math.sqrt(a * a + b * b)

class Metric(Enum):
    CITY = 1
    EUCLID = 2

class Found(NamedTuple):
    index: int
    distance: float = math.inf
";

        private enum Metric
        {
            City,
            Euclid,
        }

        [Test]
        public static void The_snippet_prints_what_its_comments_say()
        {
            TextWriter standard = Console.Out;
            using var printed = new StringWriter();
            Console.SetOut(printed);
            try
            {
                Print();
            }
            finally
            {
                Console.SetOut(standard);
            }
            Check.Equal(new[] { "0 5", "3.5" }, printed.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        }

        private static void Print()
        {
            using var unit = torch.jit.compile(source);
            using var far = unit.Create("Point", 6.0);
            using var near = unit.Create("Point", 3.0, new { y = 4.0 });
            var nearest = unit.Function<jit.ScriptObject[], double, Metric, Found>("nearest");
            Found found = nearest.call(new[] { near, far }, 0.0, Metric.Euclid);
            Console.WriteLine($"{found.Index} {found.Distance}"); // 0 5
            near["y"] = 0.5;
            Console.WriteLine(near.invoke<double>("distance", far, Metric.City)); // 3.5
        }

        private sealed class Found
        {
            public long Index { get; set; }

            public double Distance { get; set; }
        }
    }
}
