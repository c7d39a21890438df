"""Many random calls leave no handle, no tensor and no memory behind.

TORCHSHARP_PY_RANDOM_CALLS=100000 makes a thorough run, and TORCHSHARP_PY_SEED another one.
"""

from __future__ import annotations

import collections
import gc
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.python.live_objects import memory_left_by, settled_handles
from torchsharp_py import TorchSharpError, jit

CALLS = int(os.environ.get("TORCHSHARP_PY_RANDOM_CALLS", "5000"))
SEED = int(os.environ.get("TORCHSHARP_PY_SEED", "20"))
MOST_GROWTH = 64 << 20  # bytes; allocators keep some

HEADER = """
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
def mix(
    x: Tensor, y: int = 3, z: Optional[str] = None, w: List[float] = [1.0]
) -> Tuple[Tensor, int, Optional[str]]:
    return x * y, len(w), z
"""

TYPES = """
Tensor|int|float|bool|complex|str|number|Device|Box|Kind|Pair|Any|Future[int]|Generator|Stream|Capsule
|Await[int]|Optional[Tensor]|Optional[int]|List[int]|List[float]|List[bool]|List[str]|List[Tensor]
|List[List[int]]|Optional[List[Tensor]]|Tuple[int, Tensor]|Tuple[str, List[float]]|Dict[str, Tensor]
|Dict[int, str]|Dict[str, List[int]]|Union[int, str]|List[Optional[Tensor]]|List[Future[int]]
|Tuple[Tuple[int, bool], float]|List[Box]|List[Any]|Dict[str, Stream]|Optional[Box]
""".replace("\n", "").split("|")


class Loose:
    """An object with the attributes of a Box."""

    def __init__(self) -> None:
        self.size = 1
        self.items: list[Any] = []


class Failing:
    """An object whose conversion fails."""

    def __index__(self) -> int:
        raise ValueError("no index")

    def __len__(self) -> int:
        raise ValueError("no length")

    def __getitem__(self, i: int) -> Any:
        raise ValueError("no item")


Named = collections.namedtuple("Named", "second first")


class RandomCalls:
    """Calls of functions that take and return every type, with arguments that fit and others."""

    def __init__(self, models: Path) -> None:
        self.random = random.Random(SEED)
        functions = (f"def f{i}(x: {t}) -> {t}:\n    return x\n" for i, t in enumerate(TYPES))
        self.unit = jit.compile(HEADER + "".join(functions))
        self.module: Any = jit.load(models / "values.pt")
        self.names = [f"f{i}" for i in range(len(TYPES))]
        self.names += ["box", "later", "fail", "divide", "mix", "missing"]
        self.returned = self.refused = 0
        pick = self.random
        self.leaves: list[Callable[[], Any]] = [
            lambda: pick.choice([None, True, False, ..., 2**70, -(2**63), float("nan"), 1.5, 2j]),
            lambda: pick.randrange(-5, 5),
            lambda: pick.choice(["text ü", "cpu", "\ud800", b"bytes", bytearray(2)]),
            lambda: pick.choice([torch.float32, torch.strided, torch.device("cpu"), int, object()]),
            lambda: torch.ones(pick.randrange(3)),
            lambda: torch.ones(1, requires_grad=True) * 2,
            lambda: np.arange(pick.randrange(4)),
            lambda: np.float32(1.5),
            lambda: torch.Generator(),
            lambda: torch.Stream(device="cpu"),
            lambda: torch.nn.Linear(1, 1),
            lambda: pick.choice([self.module, self.unit]),
            lambda: self.unit.box(2),
            lambda: self.unit.later(2),
            lambda: Named(1, torch.ones(1)),
            Loose,
            Failing,
        ]

    def value(self, depth: int = 0) -> Any:
        """A random value, in containers or not."""
        kind = self.random.randrange(9) if depth < 3 else 8
        size = self.random.randrange(3)
        if kind == 0:
            return [self.value(depth + 1) for _ in range(size)]
        if kind == 1:
            return tuple(self.value(depth + 1) for _ in range(size))
        if kind == 2:
            return {self.random.choice(["a", 1, 2.5]): self.value(depth + 1) for _ in range(size)}
        return self.random.choice(self.leaves)()

    def one(self) -> None:
        """One call."""
        target = self.unit if self.random.randrange(4) else self.module
        arguments = [self.value() for _ in range(self.random.choice([0, 1, 1, 1, 1, 1, 1, 2, 4]))]
        keywords = {"x": self.value()} if self.random.randrange(8) == 0 else {}
        name = self.random.choice(self.names)
        if target is self.module:
            name = self.random.choice(["forward", *self.module.methods])
        target.invoke(name, *arguments, **keywords)

    def make(self, count: int) -> None:
        """Makes calls; errors other than the documented ones are raised."""
        for _ in range(count):
            try:
                self.one()
                self.returned += 1
            except (TorchSharpError, TypeError, ValueError):
                self.refused += 1


def alive() -> tuple[int, int]:
    handles = settled_handles()
    return handles, sum(type(one) is torch.Tensor for one in gc.get_objects())


@pytest.mark.filterwarnings("ignore")
def test_random_calls_leave_nothing_behind(models: Path) -> None:
    calls = RandomCalls(models)
    calls.make(CALLS // 2)
    before = alive()
    assert memory_left_by(lambda: calls.make(CALLS - CALLS // 2), MOST_GROWTH) < MOST_GROWTH
    assert alive() == before
    assert min(calls.returned, calls.refused) > CALLS // 25
