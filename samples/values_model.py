"""Writes ``values.pt``, the model of docs/reference/values.md."""

import enum
from typing import NamedTuple

import torch
from torch import Tensor
from torch.futures import Future


class Size(enum.Enum):
    SMALL = 1
    LARGE = 2


class Box(NamedTuple):
    corner: Tensor
    label: str


@torch.jit.script
class Counter:
    def __init__(self, start: int = 0) -> None:
        self.count = start

    def add(self, amount: int) -> int:
        self.count += amount
        return self.count


def slow_sum(x: Tensor) -> Tensor:
    return x.sum()


class Model(torch.nn.Module):
    def forward(self, scores: dict[str, float], limit: float = 0.5, sign: int = 1) -> list[str]:
        names: list[str] = []
        for name, score in scores.items():
            if score * sign > limit:
                names.append(name)
        return names

    @torch.jit.export
    def move(self, box: Box, by: float) -> Box:
        return Box(box.corner + by, box.label + "'")

    @torch.jit.export
    def grown(self, size: Size) -> Size:
        return Size.LARGE

    @torch.jit.export
    def total(self, counters: list[Counter]) -> int:
        total = 0
        for counter in counters:
            total += counter.count
        return total

    @torch.jit.export
    def first_counter(self) -> Counter:
        return Counter(1)

    @torch.jit.export
    def later(self, x: Tensor) -> Future[Tensor]:
        return torch.jit.fork(slow_sum, x)


if __name__ == "__main__":
    torch.jit.script(Model()).save("values.pt")
