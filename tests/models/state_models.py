"""Modules with every kind of state, each in three forms: plain, of torch.jit, and ours."""

from __future__ import annotations

import io
from typing import NamedTuple

import torch
from torch import nn

from torchsharp_py import jit


class Block(nn.Module):
    """Floating point and integer buffers, and plain attributes."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.linear = nn.Linear(features, features)
        self.norm = nn.BatchNorm1d(features)
        self.register_buffer("steps", torch.arange(3))
        self.plain = torch.ones(2)  # not a buffer
        self.scale = 2.0
        self.title = "block"

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.norm(self.linear(x)) * self.scale


class Shared(nn.Module):
    """A submodule and a parameter with two names each."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(4, 4)
        self.second = self.first
        self.last = nn.Linear(4, 4)
        self.last.weight = self.first.weight

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.last(self.second(self.first(x)))


class Complex(nn.Module):
    """A complex parameter beside a real one."""

    def __init__(self) -> None:
        super().__init__()
        self.phase = nn.Parameter(torch.randn(4, dtype=torch.complex64))
        self.gain = nn.Parameter(torch.randn(4))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return (self.phase * self.gain * x).abs()


class Nested(nn.Module):
    """Modules in lists, two levels deep."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = nn.ModuleList([Block(4), Block(4)])
        self.head = nn.Sequential(nn.Linear(4, 4), nn.Dropout(0.5))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for block in self.blocks:
            x = block(x)
        return self.head(x)


MODELS = (Block, Shared, Complex, Nested)


class Three(NamedTuple):
    """Three independent copies of one model."""

    plain: nn.Module
    theirs: torch.jit.ScriptModule
    ours: jit.ScriptModule


def make(model: type[nn.Module]) -> Three:
    """Creates a model, and loads its archive with torch.jit and with this package."""
    torch.manual_seed(0)
    plain = model(4) if model is Block else model()
    archive = io.BytesIO()
    torch.jit.save(torch.jit.script(plain), archive)
    archive.seek(0)
    return Three(plain, torch.jit.load(archive), jit.load(archive.getvalue()))
