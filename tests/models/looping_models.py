"""Modules that count, the last one through an interface, whose annotation must not be a text."""

import torch


class Loops(torch.nn.Module):
    def forward(self, n: int) -> int:
        total = 0
        for i in range(n):
            total += i
        return total


class Nested(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.loops = Loops()

    def forward(self, n: int) -> int:
        return self.loops(n) + 1


@torch.jit.interface
class Counts(torch.nn.Module):
    def forward(self, n: int) -> int:
        pass


class ThroughInterface(torch.nn.Module):
    inner: Counts

    def __init__(self, inner: torch.nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, n: int) -> int:
        return self.inner.forward(n)
