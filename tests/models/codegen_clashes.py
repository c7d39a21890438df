"""A module whose names clash with each other and with names that generated classes use.

Kept apart because TorchScript reads its source; see ``codegen_models.py`` on the missing import.
"""

from enum import Enum
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn


class Task(Enum):
    """Named like a class of .NET; with a member for more than 32 bits and one without a name."""

    class_ = 1 << 40
    Task = 2


class Clashes(NamedTuple):
    """Named like the module; fields named like members of Python's tuples and of C#'s objects."""

    count: int
    GetType: str
    Clashes: Tensor


class Single(NamedTuple):
    """One field."""

    int: int


class torch_:  # noqa: N801
    """A class with members named like their class and like what the wrapper has."""

    def __init__(self, script_object: int, model: int) -> None:
        self.script_object = script_object
        self.torch_ = model

    def create(self, value: int) -> int:
        return self.script_object + self.torch_ + value

    def Dispose(self, other: "torch_") -> int:
        return other.script_object

    def nine(
        self, a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int, i: list[int]
    ) -> list[int]:
        return [a, b, c, d, e, f, g, h, i[0]]


class Module(nn.Module):
    """Named like nothing else."""

    def forward(self, module: Tensor, result: int = 1, _forward: int = 2) -> Tensor:
        return module + result + _forward

    @torch.jit.export
    def module(self, item: list[Clashes]) -> dict[str, list[Clashes]]:
        return {"item": item}

    @torch.jit.export
    def Signature(self, value: Single, key: dict[int, Single]) -> list[Single]:
        return [value, key[value.int]]

    @torch.jit.export
    def Sha256(self, x: Any) -> Any:
        return x

    @torch.jit.export
    def Dispose(self, x: int | str) -> int | str:
        return x

    @torch.jit.export
    def Module(self, x: Task = Task.Task) -> tuple[Task]:
        return (x,)

    @torch.jit.export
    def str(self, objects: dict[str, list[tuple[int, torch_ | None]]]) -> torch_ | None:
        return objects["x"][0][1]

    @torch.jit.export
    def nine(
        self, a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int, module: int
    ) -> None:
        return None

    @torch.jit.export
    def later(self, x: Tensor) -> torch.jit.Future[Tensor]:
        return torch.jit.fork(torch.neg, x)


# Python keywords that TorchScript allows as names.
DEFINED = """
def number(self, lambda: number, yield: complex = 1.5j) -> complex:
    return complex(float(lambda), 0.0) + yield

def async(self, except: Optional[str] = "x") -> int:
    return 1 if except is None else 2
"""


def clashes() -> torch.jit.ScriptModule:
    """The module, scripted."""
    module = torch.jit.script(Module())
    module.define(DEFINED)
    return module
