"""Modules for ``torch.export``, each with one feature, and what to call them with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import nn
from torch.export import Dim
from torch.utils import _pytree as pytree

if TYPE_CHECKING:
    from collections.abc import Callable


class Moments(NamedTuple):
    """A named result."""

    mean: torch.Tensor
    var: torch.Tensor


@dataclass
class Box:
    """A data class as an argument and a result."""

    low: torch.Tensor
    high: torch.Tensor


torch.export.register_dataclass(Box, serialized_type_name="tests.Box")
pytree._register_namedtuple(Moments, serialized_type_name="tests.Moments")


@dataclass
class Feature:
    """A module and its arguments. others: more arguments, of other sizes."""

    make: Callable[[], nn.Module]
    args: tuple[Any, ...]
    kwargs: dict[str, Any] = field(default_factory=dict)
    dynamic: Any = None
    others: tuple[tuple[Any, ...], ...] = ()


class Structured(nn.Module):
    """Takes and returns dicts, tuples, lists and keywords."""

    def forward(
        self,
        batch: dict[str, torch.Tensor],
        pair: tuple[torch.Tensor, list[torch.Tensor]],
        *,
        scale: float = 1.0,
        mask: torch.Tensor | None = None,
    ) -> Any:
        first, rest = pair
        y = batch["x"] * scale + first
        for each in rest:
            y = y + each
        if mask is not None:
            y = y * mask
        return {"y": y, "stats": (y.mean(), y.var())}, [y, batch["z"]]


class Named(nn.Module):
    """Returns a named tuple within a tuple."""

    def forward(self, x: torch.Tensor) -> Any:
        return Moments(x.mean(0), x.var(0)), x


class Boxed(nn.Module):
    """Takes and returns a data class."""

    def forward(self, box: Box) -> Box:
        return Box(box.low - 1, box.high * 2)


class Dynamic(nn.Module):
    """Computes with sizes."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(8, 4)

    def forward(self, x: torch.Tensor, y: torch.Tensor) -> Any:
        rows = x.shape[0]
        return self.layer(x).reshape(rows * 2, 2) * rows + y.sum(), rows + 1, rows / 2


class Counter(nn.Module):
    """Changes its buffers."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("count", torch.zeros(()))
        self.register_buffer("last", torch.zeros(3), persistent=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.count += 1
        self.last.copy_(x)
        return x * self.count


class Normalized(nn.Module):
    """Has a training mode."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(4)
        self.layer = nn.Linear(4, 2)
        self.drop = nn.Dropout(0.0)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer(self.drop(self.norm(x)))


class DataDependent(nn.Module):
    """Makes tensors whose sizes depend on data."""

    def forward(self, x: torch.Tensor) -> Any:
        places = x.nonzero().squeeze(1)
        return x[places] * 2, places


class Item(nn.Module):
    """Takes numbers out of tensors."""

    def forward(self, x: torch.Tensor) -> Any:
        n = x[0].item()
        torch._check(n >= 0)
        torch._check(n < 100)
        return torch.zeros(n) + x.shape[0], n, x.double().mean().item()


class ChangesInput(nn.Module):
    """Changes an argument."""

    def forward(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        x.add_(y)
        return x.sum()


class Recurrent(nn.Module):
    """Returns the state of an LSTM."""

    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.LSTM(8, 16, batch_first=True)

    def forward(self, x: torch.Tensor) -> Any:
        y, (h, c) = self.cell(x)
        return y, h, c


class WithoutGradients(nn.Module):
    """Has a block under no_grad, and one under enable_grad in it."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            y = x * 2
            with torch.enable_grad():
                z = x * 3
        return y + x + z


class Mixed(nn.Module):
    """Has a block under autocast."""

    def forward(self, x: torch.Tensor) -> Any:
        with torch.autocast("cpu", torch.bfloat16):
            y = x @ x.t()
            with torch.autocast("cpu", enabled=False):
                z = x @ x.t()
        return y, z, x @ x.t()


class Constants(nn.Module):
    """Takes numbers and text, which become constants, and returns every kind of constant."""

    def forward(self, x: torch.Tensor, n: int, name: str, on: bool, r: float, none: None) -> Any:
        for _ in range(n):
            x = x * r
        return x if name == "a" and on else -x, n, name, on, r, none


class DynamicNumber(nn.Module):
    """Takes a number that varies."""

    def forward(self, x: torch.Tensor, n: int) -> Any:
        return x * n + n, torch.arange(n), n * 2 - 1


class Lists(nn.Module):
    """Calls operators with lists: of tensors, optional tensors, numbers, lists of lists."""

    def forward(self, x: torch.Tensor) -> Any:
        parts = x.split([1, 3])
        grid = torch.meshgrid(x[:, 0], x[0], indexing="ij")
        picked = x[:, torch.tensor([0, 2])]
        bigger = nn.functional.interpolate(x[None, None], scale_factor=(2.0, 1.5), mode="bilinear")
        padded = nn.functional.pad(x, (1, 2, 0, 1), value=0.5)
        return parts, grid, picked, bigger, padded, torch.einsum("ij,kj->ik", x, x)


class Complex(nn.Module):
    """Computes with complex numbers."""

    def forward(self, x: torch.Tensor) -> Any:
        return x * (1 + 2j), torch.fft.fft(x), torch.complex(x, x).abs()


class Typed(nn.Module):
    """Names element types, devices, layouts and memory formats."""

    def forward(self, x: torch.Tensor) -> Any:
        made = torch.ones(3, dtype=torch.float64, device="cpu", layout=torch.strided)
        moved = x[None, None].contiguous(memory_format=torch.channels_last)
        return made, moved, x.to(torch.float16), torch.zeros_like(x, dtype=torch.int8)


class Guarded(nn.Module):
    """Decides by sizes."""

    def forward(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        if x.shape[0] % 2 == 0 and x.shape[0] > y.shape[0]:
            return x.sum() + y.sum()
        return x.sum()


class Vmapped(nn.Module):
    """Uses torch.vmap, nested and over one of its arguments."""

    def forward(self, x: torch.Tensor, y: torch.Tensor) -> Any:
        once = torch.vmap(lambda a, b: a.sum() * 2 + b, in_dims=(0, None))(x, y)
        twice = torch.vmap(torch.vmap(lambda a, b: a * b))(x, y)
        moved = torch.vmap(lambda a: a.cos(), in_dims=1, out_dims=1)(x)
        return once, twice, moved


def features() -> dict[str, Feature]:
    """All of them by name, with their arguments made anew."""
    x = torch.arange(12, dtype=torch.float32).reshape(4, 3) / 7
    wide = torch.randn(3, 8)
    pair = (torch.randn(3), [torch.randn(3), torch.randn(3)])
    batch = Dim("batch", min=1, max=64)
    return {
        "structured": Feature(
            Structured,
            ({"x": torch.randn(3), "z": torch.ones(2)}, pair),
            {"scale": 2.0, "mask": torch.ones(3)},
        ),
        "named": Feature(Named, (x,)),
        "boxed": Feature(Boxed, (Box(x, x + 1),)),
        "dynamic": Feature(
            Dynamic,
            (wide, torch.randn(5)),
            dynamic={"x": {0: batch}, "y": {0: Dim("k")}},
            others=((torch.randn(7, 8), torch.randn(2)), (torch.randn(64, 8), torch.randn(9))),
        ),
        "counter": Feature(Counter, (torch.ones(3),)),
        "training": Feature(
            lambda: Normalized().train(),
            (torch.randn(6, 4),),
            dynamic={"x": {0: batch}},
            others=((torch.randn(3, 4),),),
        ),
        "evaluation": Feature(lambda: Normalized().eval(), (torch.randn(6, 4),)),
        "data_dependent": Feature(
            DataDependent,
            (torch.tensor([0.0, 1.0, 2.0]),),
            dynamic={"x": {0: Dim("n")}},
            others=((torch.tensor([0.0, 1.0, 0.0, 3.0, 4.0]),), (torch.zeros(2),)),
        ),
        "item": Feature(Item, (torch.tensor([4, 5]),), others=((torch.tensor([0, 5]),),)),
        "changes_input": Feature(ChangesInput, (torch.ones(3), torch.ones(3))),
        "recurrent": Feature(Recurrent, (torch.randn(2, 5, 8),)),
        "without_gradients": Feature(WithoutGradients, (torch.ones(3, requires_grad=True),)),
        "mixed": Feature(Mixed, (x,)),
        "constants": Feature(Constants, (x, 2, "a", True, 0.5, None)),
        "dynamic_number": Feature(
            DynamicNumber,
            (x, 3),
            dynamic=({0: Dim("rows")}, Dim.DYNAMIC),
            others=((x[:3], 5), (torch.ones(9, 3), 2)),
        ),
        "lists": Feature(Lists, (x,)),
        "complex": Feature(Complex, (x,)),
        "typed": Feature(Typed, (x,)),
        "guarded": Feature(
            Guarded,
            (x, torch.randn(2)),
            dynamic=({0: Dim.DYNAMIC}, {0: Dim.DYNAMIC}),
            others=((torch.ones(8, 3), torch.randn(7)),),
        ),
        "vmapped": Feature(Vmapped, (x, x + 1)),
    }
