"""Models whose state has every kind of tensor, for tests of state, moving and copies."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn


class Block(nn.Module):
    """Parameters of several types, buffers of several types, and a bias that is None."""

    __constants__ = ("steps", "threshold")

    def __init__(self) -> None:
        super().__init__()
        self.steps = 3
        self.threshold = 0.5
        self.linear = nn.Linear(4, 4, bias=False)
        self.phase = nn.Parameter(torch.randn(2, dtype=torch.complex64))
        self.gain = nn.Parameter(torch.tensor(1.5, dtype=torch.float64))
        self.frozen = nn.Parameter(torch.randn(3), requires_grad=False)
        self.register_buffer("count", torch.arange(3))
        self.register_buffer("mask", torch.tensor([True, False]))
        self.register_buffer("table", torch.randn(2, 2, dtype=torch.bfloat16))
        self.register_buffer("waves", torch.randn(2, dtype=torch.complex128))
        self.label = "block"
        self.sizes = [1, 2, 3]

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x) * self.gain.to(x.dtype) + self.steps


class Tied(nn.Module):
    """Two layers that share a weight, which the module itself also has."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(4, 4)
        self.second = nn.Linear(4, 4)
        self.second.weight = self.first.weight
        self.direct = self.first.weight

    def forward(self, x: Tensor) -> Tensor:
        return self.second(self.first(x)) + self.direct.sum()


class Network(nn.Module):
    """Modules within modules, with normalization and dropout."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.ReLU())
        self.blocks = nn.ModuleList([Block(), Block()])
        self.tied = Tied()
        self.heads = nn.ModuleDict({"a": nn.Linear(4, 2), "b": nn.Dropout(0.5)})
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        return self.heads["b"](self.heads["a"](self.tied(x))) * self.scale


MODELS = {"block": Block, "tied": Tied, "network": Network, "norm": lambda: nn.BatchNorm1d(4)}


def write_state_models(folder: Path) -> None:
    """Writes ``state_NAME.pt`` for each of the models."""
    for name, make in MODELS.items():
        torch.manual_seed(5)
        torch.jit.save(torch.jit.script(make()), str(folder / f"state_{name}.pt"))
