"""Writes models that use the operator and the class of ``tests/cpp/custom_ops.cpp``.

Run as ``python tests/models/custom_ops_model.py LIBRARY FOLDER`` in another process: a library
stays registered once it is loaded, and the tests first check what happens without it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("TORCHSHARP_PY_BUILD", ROOT / "build" / "cmake"))


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


class Counting(torch.nn.Module):
    """Uses only the class."""

    def __init__(self) -> None:
        super().__init__()
        self.counter = torch.classes.tsp_test.Counter(5)

    def forward(self) -> int:
        return self.counter.next()


def find_library() -> Path:
    """Returns the library that was built from ``custom_ops.cpp``.

    Raises:
        FileNotFoundError: It is not built.
    """
    for pattern in ("lib/*custom_ops.*", "bin/*custom_ops.*"):
        for path in BUILD.glob(pattern):
            if path.suffix in {".so", ".dylib", ".dll"}:
                return path
    raise FileNotFoundError(f"the library custom_ops is not in {BUILD / 'lib'}: run `make build`")


def write_models_elsewhere(folder: Path) -> Path:
    """Writes the models in another process, and returns the library."""
    library = find_library()
    command = [sys.executable, "-W", "ignore", __file__, str(library), str(folder)]
    subprocess.run(command, check=True)
    return library


def write_models(library: Path, folder: Path) -> None:
    """Writes ``custom_operator.pt``, ``custom_class.pt`` and ``counting.pt``."""
    torch.ops.load_library(library)
    torch.jit.save(torch.jit.script(ShiftedByOne()), str(folder / "custom_operator.pt"))
    torch.jit.save(torch.jit.script(Shifted()), str(folder / "custom_class.pt"))
    torch.jit.save(torch.jit.script(Counting()), str(folder / "counting.pt"))


if __name__ == "__main__":
    write_models(Path(sys.argv[1]), Path(sys.argv[2]))
