"""Python source text that is scripted and traced by tests, of both languages."""

from __future__ import annotations

NET = """
import enum
from typing import Dict, List, NamedTuple, Optional, Tuple

import torch
from torch import Tensor, nn


class Mode(enum.Enum):
    SUM = 1
    MEAN = 2


class Scores(NamedTuple):
    values: Tensor
    best: int


class Net(nn.Module):
    names: List[str]

    def __init__(self, size: int, scale: float = 1.0, names: Optional[List[str]] = None):
        super().__init__()
        self.layer = nn.Linear(size, size, bias=False)
        nn.init.eye_(self.layer.weight)
        self.scale = scale
        self.names = names or []

    def forward(self, x: Tensor, times: int = 1) -> Tensor:
        for _ in range(times):
            x = self.layer(x) * self.scale
        return x

    @torch.jit.export
    def best(self, x: Tensor) -> Scores:
        return Scores(x, int(x.argmax()))

    @torch.jit.export
    def name(self, index: int) -> str:
        return self.names[index]


def pooled(x: Tensor, mode: Mode = Mode.SUM, dims: Tuple[int, int] = (0, 1)) -> Tensor:
    if mode == Mode.SUM:
        return x.sum(list(dims))
    return x.mean(list(dims))


class Counter:
    def __init__(self, start: int):
        self.value = start

    def next(self) -> int:
        self.value += 1
        return self.value


def counted(start: int) -> int:
    return Counter(start).next()


def make_net(size: int) -> Net:
    return Net(size, scale=3.0)
"""
