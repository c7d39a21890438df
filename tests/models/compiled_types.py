# mypy: disable-error-code="no-untyped-call, no-any-return, attr-defined"
# ruff: noqa: UP006, UP035, UP045 (what source text must be able to say)
"""Types and functions that both torch.jit.script and jit.compile take: this text is the source."""

import math
from enum import Enum
from math import sqrt as root
from typing import Dict, List, NamedTuple, Optional, Tuple

import torch
from torch import Tensor


def longest(points: List[Tuple[float, float]]) -> float:
    """Uses a class that is written after it."""
    best = 0.0
    for x, y in points:
        best = max(best, Point(x, y).norm())
    return best


class Point:
    """A class with a default and a method that makes another."""

    def __init__(self, x: float, y: float = 2.0) -> None:
        self.x = x
        self.y = y
        self.names: List[str] = []

    def norm(self) -> float:
        return root(self.x * self.x + self.y * self.y)

    def scaled(self, factor: float, shift: float = 0.0) -> "Point":
        return Point(self.x * factor + shift, self.y * factor + shift)

    def called(self, name: str) -> int:
        self.names.append(name)
        return len(self.names)


class Line:
    """A class that holds others."""

    def __init__(self, start: Point, end: Optional[Point]) -> None:
        self.start = start
        self.end = end

    def length(self) -> float:
        end = self.end
        if end is None:
            return 0.0
        return Point(end.x - self.start.x, end.y - self.start.y).norm()


class Color(Enum):
    """Members have numbers."""

    RED = 1
    GREEN = -2


class Unit(Enum):
    """Members have text."""

    METER = "m"
    SECOND = "s"


class Size(Enum):
    """Members have floats."""

    SMALL = 0.5
    LARGE = 2.0


class Reading(NamedTuple):
    """Fields with and without a default."""

    value: Tensor
    unit: Unit
    scale: float = 1.5
    notes: Optional[str] = None


class Pair(NamedTuple):
    """A NamedTuple of NamedTuples."""

    first: Reading
    second: Reading


def make_point(x: float) -> Point:
    return Point(x)


def length(x: float, y: float) -> float:
    return Line(Point(x, y), Point(0.0, 0.0).scaled(2.0, shift=1.0)).length()


def open_line(x: float) -> float:
    return Line(Point(x), None).length()


def read(value: float, text: str) -> Reading:
    unit = Unit.METER if text == "m" else Unit.SECOND
    return Reading(torch.full((2,), value), unit, notes=text)


def total(readings: List[Reading]) -> Tensor:
    result = torch.zeros(2)
    for reading in readings:
        result = result + reading.value * reading.scale
    return result


def both(value: float) -> Tuple[float, str]:
    pair = Pair(read(value, "m"), Reading(value=torch.ones(2), unit=Unit.SECOND, scale=3.0))
    first, second = pair
    return first.scale * second.scale, pair.first.unit.value + second.unit.name


def value_of(color: Color) -> int:
    return color.value


def name_of(color: Color) -> str:
    return color.name


def others(color: Color) -> List[int]:
    found: List[int] = []
    for c in Color:
        if c != color:
            found.append(c.value)
    return found


def sizes() -> float:
    return Size.SMALL.value + Size.LARGE.value


def count(colors: List[Color]) -> Dict[int, int]:
    found: Dict[int, int] = {}
    for color in colors:
        found[color.value] = found.get(color.value, 0) + 1
    return found


def norms(points: Dict[str, Point]) -> Dict[str, float]:
    return {name: points[name].norm() for name in points}


def first(points: List[Point]) -> Optional[Point]:
    if len(points) == 0:
        return None
    return points[0]


def reversed_points(points: List[Point]) -> List[Point]:
    return points[::-1]


def maybe(color: Optional[Color]) -> Optional[Color]:
    return Color.RED if color is None else None


def flip(colors: Dict[str, Color]) -> Dict[str, Color]:
    return {name: other(colors[name]) for name in colors}


def other(color: Color) -> Color:
    return Color.RED if color == Color.GREEN else Color.GREEN


def triangle(n: int) -> int:
    total = 0
    for i in range(n):
        total += i
    return total


def forked(n: int) -> int:
    tasks = torch.jit.annotate(List[torch.jit.Future[int]], [])
    for i in range(n):
        tasks.append(torch.jit.fork(triangle, i))
    total = 0
    for task in tasks:
        total += torch.jit.wait(task)
    return total


def doubled(x: Tensor) -> Tensor:
    return torch.ops.aten.add(x, x)


def wide(x: Tensor) -> Tensor:
    return x.to(torch.float64) + torch.zeros(1, dtype=torch.float64) + torch.pi + math.pi


def remainders(x: float, y: float) -> Tuple[float, float, float]:
    return math.remainder(x, y), math.fmod(x, y), x % y


def numbers(x: float) -> List[float]:
    return [math.sin(x), math.exp(x), math.log1p(x), math.pow(x, 2.0), math.copysign(x, -0.0)]


def rounded(x: float) -> Tuple[int, int, int, bool]:
    return math.floor(x), math.ceil(x), math.gcd(12, 18), math.isinf(x / math.inf)


def dtype_of(x: Tensor) -> bool:
    return x.dtype == torch.float32


def shaped(x: Tensor) -> Tensor:
    return x.contiguous(memory_format=torch.contiguous_format)


def norm(x: Tensor) -> Tensor:
    return torch.linalg.vector_norm(x) + torch.special.expit(x) + torch.fft.fft(x).abs()


def gradient(x: Tensor) -> Optional[Tensor]:
    y = (x * x).sum()
    return torch.autograd.grad([y], [x])[0]


def scripted() -> bool:
    return torch.jit.is_scripting()
