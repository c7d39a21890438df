"""The modules behind the tests of scopes, hooks, threads and asynchronous calls."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn


class Hooked(nn.Module):
    """Has scripted hooks, which double the arguments and add 1 to the result."""

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        return x - y


def double_arguments(self: Hooked, args: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
    return args[0] * 2, args[1] * 2


def add_one(self: Hooked, args: tuple[Tensor, Tensor], result: Tensor) -> Tensor:
    return result + 1


class Network(nn.Module):
    """Products, which autocast casts, and a method whose caller sets its duration."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(16, 16)
        self.norm = nn.BatchNorm1d(16)
        self.second = nn.Linear(16, 4)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.relu(self.norm(self.first(x)))
        return self.second(x)  # type: ignore[no-any-return]

    @torch.jit.export
    def product(self, x: Tensor) -> Tensor:
        return torch.mm(x, self.second.weight.t())

    @torch.jit.export
    def rounds(self, x: Tensor, n: int) -> Tensor:
        for _ in range(n):
            x = x + 1.0
        return x

    @torch.jit.export
    def fails(self, x: Tensor) -> Tensor:
        if x.numel() >= 0:
            raise ValueError("deliberate")
        return x


class Eight(nn.Module):
    """The largest number of arguments that a typed view can have."""

    def forward(
        self, a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int = 8
    ) -> list[int]:
        return [a, b, c, d, e, f, g, h]


def write_calling_models(folder: Path) -> None:
    """Writes ``hooked.pt``, ``network.pt`` and ``eight.pt``."""
    hooked = Hooked()
    hooked.register_forward_pre_hook(double_arguments)
    hooked.register_forward_hook(add_one)
    torch.jit.save(torch.jit.script(hooked), str(folder / "hooked.pt"))
    torch.manual_seed(2)
    torch.jit.save(torch.jit.script(Network().eval()), str(folder / "network.pt"))
    torch.jit.save(torch.jit.script(Eight()), str(folder / "eight.pt"))
