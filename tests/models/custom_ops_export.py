"""Exports models with the operator and the class of ``tests/cpp/custom_ops.cpp``, and runs them.

Run as ``python tests/models/custom_ops_export.py write|run LIBRARY FOLDER`` in another process: a
library stays registered once it is loaded.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import torch
from torch.utils import _pytree as pytree

from torchsharp_py import TorchSharpError, export, jit, ops


class FakeCounter:
    """What torch.export traces in the place of the class."""

    def __init__(self, count: int) -> None:
        self.count = count

    @classmethod
    def __obj_unflatten__(cls, flat: Any) -> FakeCounter:
        return cls(**dict(flat))

    def add(self, x: torch.Tensor) -> torch.Tensor:
        self.count += 1
        return torch.empty_like(x)


class Counting(torch.nn.Module):
    """Adds 5, then 6, then 7..., with a layer beside the object."""

    def __init__(self) -> None:
        super().__init__()
        self.counter = torch.classes.tsp_test.Counter(5)
        self.layer = torch.nn.Linear(3, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.counter.add(self.layer(x)) + self.counter.add(x[:, :2])


class Shifted(torch.nn.Module):
    """Calls the operator."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.ops.tsp_test.shift(x, 1.5) * 2


def write(library: Path, folder: Path) -> None:
    """Writes the programs, and the arguments with the results of three calls."""
    torch.ops.load_library(library)
    torch._library.register_fake_class("tsp_test::Counter")(FakeCounter)
    x = torch.randn(4, 3)
    for name, module in {"counting": Counting(), "shifted": Shifted()}.items():
        program = torch.export.export(module, (x,), strict=False)
        torch.export.save(program, folder / f"{name}.pt2")
        decomposed = program.run_decompositions()  # with tokens
        torch.export.save(decomposed, folder / f"{name}_decomposed.pt2")
        results = [module(x).detach() for _ in range(3)]
        torch.save((x, results), folder / f"{name}.pt")


def refused(file: Path, **how: Any) -> str:
    """Why a file is not loaded."""
    try:
        export.load(file, **how)
    except TorchSharpError as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError(f"{file} loads with {how}")


def check_policies(file: Path, name: str) -> None:
    """A policy allows neither the operator nor the class, unless it names them."""
    what, allowing = {
        "counting": (
            "class __torch__.torch.classes.tsp_test.Counter",
            {"classes": ["*tsp_test.*"]},
        ),
        "shifted": ("calls tsp_test::shift", {"allow": ["tsp_test::*"]}),
    }[name]
    message = refused(file, policy="safe")
    assert message.startswith("PolicyError: "), message
    assert what in message, message
    assert not jit.vet(file).allowed
    assert jit.vet(file, allowing).allowed, jit.vet(file, allowing).problems
    export.load(file, policy=allowing)


def run(library: Path, folder: Path) -> None:
    """Loads and calls them, without PyTorch's own registrations for export."""
    print(refused(folder / "counting.pt2"))
    print(refused(folder / "shifted.pt2"))
    ops.load_library(str(library))
    for name in ("counting", "shifted", "counting_decomposed", "shifted_decomposed"):
        x, results = torch.load(folder / f"{name.removesuffix('_decomposed')}.pt")
        if name != "shifted_decomposed":  # of operators of aten alone
            check_policies(folder / f"{name}.pt2", name.removesuffix("_decomposed"))
        module = export.load(folder / f"{name}.pt2")
        torch.testing.assert_close(module(x).detach(), results[0], rtol=0, atol=0)
        twin = module.deepcopy()
        torch.testing.assert_close(twin(x).detach(), results[1], rtol=0, atol=0)
        module.save(folder / "again.pt2")  # the object as it is now
        again = export.load(folder / "again.pt2")
        torch.testing.assert_close(again(x).detach(), results[1], rtol=0, atol=0)
        torch.testing.assert_close(again(x).detach(), results[2], rtol=0, atol=0)
        print(name, len(pytree.tree_leaves(module.state_dict())))


if __name__ == "__main__":
    {"write": write, "run": run}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
