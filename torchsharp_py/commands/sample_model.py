"""The sample model that the documentation, the demo and the benchmark use.

It is the module in the documentation of PyTorch and TorchSharp: two tensors in, two tensors out,
and two more exported methods.
"""

from __future__ import annotations

import os

import torch
from torch import Tensor, nn

from torchsharp_py._frontend.notices import without_notices


class MyModule(nn.Module):
    """Adds and subtracts; ``predict`` adds a parameter, ``add_scalar`` an integer."""

    def __init__(self) -> None:
        super().__init__()
        self.p = nn.Parameter(torch.rand(10))

    def forward(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        """Returns the sum and the difference."""
        return x + y, x - y

    @torch.jit.export
    def predict(self, x: Tensor) -> Tensor:
        """Adds the parameter."""
        return x + self.p

    @torch.jit.export
    def add_scalar(self, x: Tensor, i: int) -> Tensor:
        """Adds an integer."""
        return x + i


def write_sample_model(path: str | os.PathLike[str]) -> None:
    """Scripts :class:`MyModule` with fixed weights and saves it.

    Args:
        path: The path for the TorchScript archive.
    """
    with torch.random.fork_rng(devices=[]), without_notices():
        torch.manual_seed(0)
        torch.jit.save(torch.jit.script(MyModule()), os.fspath(path))
