"""Writes the sample model that the README, the demo and the benchmark use.

It is the module in the documentation of PyTorch and TorchSharp: two tensors in, two tensors out,
and two more exported methods.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn


class MyModule(nn.Module):
    """Adds and subtracts; ``predict`` adds a parameter, ``add_scalar`` an integer."""

    def __init__(self) -> None:
        super().__init__()
        self.p = nn.Parameter(torch.rand(10))

    def forward(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        return x + y, x - y

    @torch.jit.export
    def predict(self, x: Tensor) -> Tensor:
        return x + self.p

    @torch.jit.export
    def add_scalar(self, x: Tensor, i: int) -> Tensor:
        return x + i


def write_sample_model(path: str | Path) -> Path:
    """Scripts :class:`MyModule` with fixed weights and saves it.

    Args:
        path: The path for the TorchScript archive.

    Returns:
        The path as a :class:`~pathlib.Path`.
    """
    torch.manual_seed(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.jit.save(torch.jit.script(MyModule()), str(path))
    return Path(path)


if __name__ == "__main__":
    print(write_sample_model(sys.argv[1] if len(sys.argv) > 1 else "sample.pt"))
