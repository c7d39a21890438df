"""The models that the tests of ``score`` call, in a file because TorchScript reads their source."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn


class Mlp(nn.Module):
    """[batch, 3] in, [batch] out."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x).squeeze(1)


class Both(NamedTuple):
    total: Tensor
    halves: Tensor


class Results(nn.Module):
    """A method for each kind of inputs and results."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(100, 4)

    def forward(self, x: Tensor, y: Tensor, by: float = 2.0) -> Tensor:
        return x.sum(1) + y * by

    @torch.jit.export
    def named(self, x: Tensor) -> Both:
        return Both(x.sum(1), x / 2)

    @torch.jit.export
    def several(self, x: Tensor) -> tuple[Tensor, dict[str, Tensor], list[str]]:
        names = [str(float(row)) for row in x.sum(1)]
        return x.sum(1, keepdim=True), {"most": x.amax(1), "least": x.amin(1)}, names

    @torch.jit.export
    def embedded(self, ids: Tensor) -> Tensor:
        return self.table(ids)

    @torch.jit.export
    def images(self, x: Tensor) -> Tensor:
        return x.transpose(1, 2) + 1

    @torch.jit.export
    def mixed(self, table: dict[str, Tensor], some: list[Tensor]) -> Tensor:
        return table["a"] + table["b"] + torch.stack(some).sum(0)

    @torch.jit.export
    def echo(self, x: Tensor) -> Tensor:
        return x

    @torch.jit.export
    def whole(self, x: Tensor) -> Tensor:
        return x.sum(0)

    @torch.jit.export
    def positive(self, x: Tensor) -> Tensor:
        assert bool((x >= 0).all()), "a row is negative"
        return x.sum(1)


class Slow(nn.Module):
    """As Mlp, but a batch takes a while."""

    def __init__(self) -> None:
        super().__init__()
        self.mlp = Mlp()
        self.weight = nn.Parameter(torch.rand(256, 256) / 256)

    def forward(self, x: Tensor) -> Tensor:
        square = self.weight
        for _ in range(40):
            square = square @ self.weight
        return self.mlp(x) + square.sum() * 0
