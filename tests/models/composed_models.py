"""The models of StateModels.cs, in Python."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn


class PlainLayer(nn.Module):
    def __init__(self, bias: nn.Parameter | None = None) -> None:
        super().__init__()
        self.register_parameter("nothing", None)
        self.register_buffer("absent", None)
        self.register_buffer("cache", torch.ones(2, dtype=torch.float64), persistent=False)
        self.weight = nn.Parameter(torch.full((3, 2), 0.25))
        self.bias = bias
        self.register_buffer("count", torch.ones(2, dtype=torch.int64))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight + (torch.zeros(2) if self.bias is None else self.bias)


class PlainModel(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first_bias = nn.Parameter(torch.full((2,), 2, dtype=torch.float64))
        layer = PlainLayer(self.first_bias)
        self.layers = nn.ModuleList([layer, PlainLayer(self.first_bias), layer])
        self.named = nn.ModuleDict({"b": PlainLayer(), "a": nn.Sequential(layer)})
        self.Scale = nn.Parameter(torch.zeros(1, dtype=torch.complex64), requires_grad=False)

    def tie(self) -> None:
        """Shares the bias again: torch gives each place a new parameter."""
        for layer in self.layers:
            layer.bias = self.first_bias


class MixedModel(nn.Module):
    def __init__(self, models: Path) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(2))
        self.network = torch.jit.load(models / "state_network.pt")
        norm = torch.jit.load(models / "state_norm.pt")
        self.layers = nn.Sequential()
        self.layers.add_module("in", norm)
        self.layers.add_module("out", torch.jit.load(models / "state_tied.pt"))
        self.list = nn.ModuleList([norm, self.network])
        self.plain = PlainLayer()


def make(model: str, models: Path) -> nn.Module:
    """Creates the module that ``StateAgreement.Make`` creates in C#."""
    if model == "plain":
        return PlainModel()
    if model == "mixed":
        return MixedModel(models)
    return torch.jit.load(models / model)
