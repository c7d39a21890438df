"""The modules of the test models, in one file because TorchScript reads their source."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Add(nn.Module):
    """Two tensors in, one out."""

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        return x + y


class ConvNet(nn.Module):
    """A small image classifier with layers that differ between training and evaluation."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1)
        self.norm = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 16, 3, stride=2)
        self.drop = nn.Dropout(0.0)
        self.head = nn.Linear(16, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.relu(self.norm(self.conv1(x)))
        x = torch.relu(self.conv2(x))
        return self.head(self.drop(x.mean(dim=(2, 3))))


class Gate(nn.Module):
    """A submodule with a method."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.linear = nn.Linear(size, size)

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(self.linear(x)) * x


class ControlFlow(nn.Module):
    """Branches on data, loops over submodules, and loops as often as an argument says."""

    def __init__(self) -> None:
        super().__init__()
        self.gates = nn.ModuleList([Gate(4) for _ in range(3)])

    def forward(self, x: Tensor, steps: int) -> Tensor:
        for _ in range(steps):
            if bool(x.sum() > 0):
                for gate in self.gates:
                    x = gate(x)
            else:
                x = -x + 0.5
        return x

    @torch.jit.export
    def describe(self, x: Tensor) -> tuple[int, float, bool, str]:
        return x.dim(), float(x.sum()), bool((x > 0).any()), "dim " + str(x.dim())


class Values(nn.Module):
    """One method for each kind of value, and methods that fail."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("calls", torch.zeros(1))

    def forward(self, x: Tensor) -> Tensor:
        return x * 2

    @torch.jit.export
    def identity_int(self, x: int) -> int:
        return x

    @torch.jit.export
    def identity_float(self, x: float) -> float:
        return x

    @torch.jit.export
    def identity_bool(self, x: bool) -> bool:
        return x

    @torch.jit.export
    def identity_str(self, x: str) -> str:
        return x

    @torch.jit.export
    def identity_none(self, x: Tensor | None) -> Tensor | None:
        return x

    @torch.jit.export
    def identity_optional_int(self, x: int | None = None) -> int | None:
        return x

    @torch.jit.export
    def identity_ints(self, x: list[int]) -> list[int]:
        return x

    @torch.jit.export
    def identity_floats(self, x: list[float]) -> list[float]:
        return x

    @torch.jit.export
    def identity_bools(self, x: list[bool]) -> list[bool]:
        return x

    @torch.jit.export
    def identity_strs(self, x: list[str]) -> list[str]:
        return x

    @torch.jit.export
    def identity_tensors(self, x: list[Tensor]) -> list[Tensor]:
        return x

    @torch.jit.export
    def nested_list(self, x: list[list[int]]) -> list[list[int]]:
        return x

    @torch.jit.export
    def nested(
        self, x: tuple[Tensor, tuple[int, str], list[float]]
    ) -> tuple[Tensor, tuple[int, str], list[float]]:
        return x

    @torch.jit.export
    def pair_list(self, x: list[tuple[int, Tensor]]) -> list[tuple[int, Tensor]]:
        return x

    @torch.jit.export
    def nothing(self) -> None:
        return None

    @torch.jit.export
    def many(
        self, a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int
    ) -> tuple[int, int, int, int, int, int, int, int, int]:
        return a, b, c, d, e, f, g, h, a + b + c + d + e + f + g + h

    @torch.jit.export
    def with_default(self, x: Tensor, alpha: int = 2, scale: float = 1.5) -> Tensor:
        return x * alpha * scale

    @torch.jit.export
    def table(self, x: Tensor) -> dict[str, Tensor]:
        return {"x": x}

    def inner_failure(self, x: Tensor) -> Tensor:
        if x.numel() >= 0:
            raise ValueError("deliberate: " + str(x.numel()))
        return x

    @torch.jit.export
    def fails(self, x: Tensor) -> Tensor:
        return self.inner_failure(x)

    @torch.jit.export
    def shape_error(self, x: Tensor) -> Tensor:
        return torch.mm(x, torch.ones(7, 7))
