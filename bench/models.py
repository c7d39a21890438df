"""The models that are measured. Kept apart because TorchScript reads their source."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn


class Add(nn.Module):
    """Next to no work, so that a call's own cost is what is measured."""

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        return x + y


class Compute(nn.Module):
    """Milliseconds of arithmetic that stays in a core's cache, so that only locks can cost time."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(256, 256) / 16)

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        for _ in range(8):
            x = torch.relu(torch.mm(x, self.weight)) + y
        return x


def write_models(folder: Path) -> None:
    """Writes ``add.pt`` and ``compute.pt`` into ``folder``, which is made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.jit.save(torch.jit.script(Add()), str(folder / "add.pt"))
        torch.jit.save(torch.jit.script(Compute()), str(folder / "compute.pt"))


if __name__ == "__main__":
    write_models(Path(sys.argv[1]))
