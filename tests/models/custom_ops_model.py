"""Writes models that use the operator and the class of ``tests/cpp/custom_ops.cpp``.

Run as ``python tests/models/custom_ops_model.py LIBRARY FOLDER`` in another process: a library
stays registered once it is loaded, and the tests first check what happens without it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch


class Shifted(torch.nn.Module):
    """Adds 5, then 6, then 7..."""

    def __init__(self) -> None:
        super().__init__()
        self.counter = torch.classes.tsp_test.Counter(5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.ops.tsp_test.shift(x, float(self.counter.next()))


class ShiftedByOne(torch.nn.Module):
    """Uses only the operator."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.ops.tsp_test.shift(x, 1.0)


def write_models(library: Path, folder: Path) -> None:
    """Writes ``custom_operator.pt`` and ``custom_class.pt``."""
    torch.ops.load_library(library)
    torch.jit.save(torch.jit.script(ShiftedByOne()), str(folder / "custom_operator.pt"))
    torch.jit.save(torch.jit.script(Shifted()), str(folder / "custom_class.pt"))


if __name__ == "__main__":
    write_models(Path(sys.argv[1]), Path(sys.argv[2]))
