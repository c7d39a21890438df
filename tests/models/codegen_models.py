"""A module whose methods have a bit of everything that generated classes must spell.

Kept apart because TorchScript reads its source. Without ``from __future__ import annotations``,
because torch resolves the types of a named tuple's fields only if they are not text.
"""

from enum import Enum
from typing import NamedTuple

import torch
from torch import Tensor, nn

CPU = torch.device("cpu")


class Color(Enum):
    """An enum of numbers."""

    RED = 1
    GREEN = 2
    BLUE = 40


class Mode(Enum):
    """An enum of texts, with members whose names are C#'s words."""

    fast = "fast"
    checked = "slow & <checked>"


class Point(NamedTuple):
    """A named tuple; one of its fields is a word of C#."""

    x: Tensor
    label: str
    event: int


class Box(NamedTuple):
    """A named tuple of named tuples."""

    corner: Point
    sizes: list[int]
    next: Point | None


class Counter:
    """A class with attributes and methods."""

    def __init__(self, start: int, name: str = "counter") -> None:
        self.total = start
        self.name = name
        self.history: list[int] = []

    def add(self, n: int = 1) -> int:
        """Adds n, and returns the sum."""
        self.total += n
        self.history.append(n)
        return self.total

    def corner(self, x: Tensor) -> Point:
        return Point(x + self.total, self.name, self.total)


class Rich(nn.Module):
    """One method for each thing that needs care."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.arange(3.0))
        self.register_buffer("steps", torch.zeros(2))
        self.top = 5
        self.scale = 0.5

    def forward(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        return x + y, x - y

    @torch.jit.export
    def predict(self, x: Tensor, top: int = 5, scale: float = 1e-05, mode: str = 'a"b\n') -> Tensor:
        # Less than: 1 < 2 && "x"
        return x * top + scale if mode != "" else x

    @torch.jit.export
    def keyword_only(self, x: Tensor, *, alpha: int) -> Tensor:
        return x * alpha

    @torch.jit.export
    def nothing(self) -> None:
        return None

    @torch.jit.export
    def optional(self, x: Tensor | None = None, n: int | None = 3) -> int | None:
        return n if x is None else x.numel()

    @torch.jit.export
    def immutable(
        self,
        pair: tuple[int, str] = (7, "seven"),
        maybe: tuple[int, float] | None = (1, 0.5),
        z: complex = 1 - 2j,
        big: int = -(2**63),
        far: float = float("inf"),
        device: torch.device = CPU,
    ) -> tuple[int, complex, int, float, str]:
        first = pair[0] if maybe is None else maybe[0]
        return first, z, big, far, str(device)

    @torch.jit.export
    def table(self, x: dict[str, Tensor], names: dict[int, str]) -> dict[str, list[Tensor]]:
        return {names[len(x)]: [value + 1 for value in x.values()]}

    @torch.jit.export
    def shifted(self, point: Point, by: int = 1) -> Point:
        return Point(point.x + by, point.label, point.event + by)

    @torch.jit.export
    def boxed(self, points: list[Point]) -> Box:
        last: Point | None = None
        if len(points) > 1:
            last = points[-1]
        return Box(points[0], [len(points)], last)

    @torch.jit.export
    def next_color(self, color: Color = Color.RED, mode: Mode = Mode.fast) -> Color:
        if mode == Mode.checked:
            return color
        return Color.GREEN if color == Color.RED else Color.RED

    @torch.jit.export
    def count(self, counter: Counter, n: int) -> Counter:
        counter.add(n)
        return counter

    @torch.jit.export
    def counters(self, starts: list[int]) -> dict[str, Counter]:
        return {str(start): Counter(start, "made") for start in starts}

    @torch.jit.export
    def event(self, this: int, params: int, string: str, out: bool) -> str:
        return string + str(this + params) + str(out)

    @torch.jit.export
    def Event(self, result: float) -> float:
        return result

    @torch.jit.export
    def load(self, path: str) -> str:
        return path

    @torch.jit.export
    def ToString(self) -> str:
        return "text"

    @torch.jit.export
    def ten(
        self,
        a: int,
        b: int,
        c: int,
        d: int,
        e: int,
        f: int,
        g: int,
        h: int,
        i: float,
        j: Point,
    ) -> tuple[int, int, int, int, int, int, int, int, float, Point]:
        return a, b, c, d, e, f, g, h, i, j

    @torch.jit.export
    def list(self, int: int) -> int:  # noqa: A002
        return int


# Methods that Python's frontend rejects and TorchScript's parser accepts.
DEFINED = """
def lists(self, sizes: List[int] = [1, 2], flags: List[bool] = [True, False],
          maybe: Optional[List[float]] = [0.5], last: bool = False) -> List[List[int]]:
    pieces = [sizes, [len(flags), int(last)]]
    if maybe is not None:
        pieces.append([len(maybe)])
    return pieces

def named(self, x: Tensor, *, alpha: int, beta: float = 2.0) -> Tensor:
    return x * alpha + beta
"""


def rich() -> torch.jit.ScriptModule:
    """The module, scripted."""
    module = torch.jit.script(Rich())
    module.define(DEFINED)
    return module
