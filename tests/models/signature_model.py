"""Writes the model of test_typed_python.py: ``python -m tests.models.signature_model FILE``.

It is written by another process, so that the classes in it are unknown to the process of the test.
Annotations are not text here, because torch.jit reads those of attributes as they are.
"""

import enum
import sys
import warnings
from typing import NamedTuple

import torch
from torch import Tensor, nn


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Point(NamedTuple):
    x: Tensor
    y: int


class Counter:
    def __init__(self, n: int) -> None:
        self.n = n

    def get(self) -> int:
        return self.n


@torch.jit.interface
class Layer(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        pass


class Twice(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x * 2


def add(x: int, y: int) -> int:
    return x + y


class Typed(nn.Module):
    """A method for each type that ``jit.compile`` cannot declare."""

    layer: Layer

    def __init__(self) -> None:
        super().__init__()
        self.layer = Twice()

    def forward(self, x: Tensor, n: int = 1) -> tuple[Tensor, int]:
        return x, n

    @torch.jit.export
    def color(self, x: Color) -> Color:
        return x

    @torch.jit.export
    def point(self, x: Point) -> Point:
        return x

    @torch.jit.export
    def counter(self, n: int) -> Counter:
        return Counter(n)

    @torch.jit.export
    def count(self, x: Counter) -> int:
        return x.get()

    @torch.jit.export
    def inner(self) -> Layer:
        return self.layer

    @torch.jit.export
    def later(self, x: int) -> torch.jit.Future[int]:
        return torch.jit.fork(add, x, 1)

    @torch.jit.export
    def now(self, x: torch.jit.Future[int]) -> int:
        return torch.jit.wait(x)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.jit.save(torch.jit.script(Typed()), sys.argv[1])
