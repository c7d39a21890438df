"""A module with a method for each kind of type that has a name or names its parts.

TorchScript reads annotations of a NamedTuple when it is defined: they must not be postponed here.
"""

from enum import Enum
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn


class Point(NamedTuple):
    """A named tuple of different types."""

    position: Tensor
    point_label: str
    weight: float


class Segment(NamedTuple):
    """A named tuple of named tuples."""

    start: Point
    end: Point
    tags: list[str]
    score: int | None


class Color(Enum):
    """An enum whose values differ from the positions of its members."""

    RED = 3
    DARK_GREEN = 7


class Typed(nn.Module):
    """Identities and conversions of named types, dictionaries and complex numbers."""

    def forward(self, x: Tensor) -> Tensor:
        return x

    @torch.jit.export
    def identity_point(self, x: Point) -> Point:
        return x

    @torch.jit.export
    def make_point(self, position: Tensor, label: str, weight: float) -> Point:
        return Point(position, label, weight)

    @torch.jit.export
    def weight_of(self, x: Point) -> float:
        return x.weight

    @torch.jit.export
    def maybe_point(self, x: Point | None) -> Point | None:
        return x

    @torch.jit.export
    def identity_segment(self, x: Segment) -> Segment:
        return x

    @torch.jit.export
    def by_label(self, points: list[Point]) -> dict[str, Point]:
        found: dict[str, Point] = {}
        for point in points:
            found[point.point_label] = point
        return found

    @torch.jit.export
    def identity_color(self, x: Color) -> Color:
        return x

    @torch.jit.export
    def color_value(self, x: Color) -> int:
        return x.value

    @torch.jit.export
    def identity_colors(self, x: list[Color]) -> list[Color]:
        return x

    @torch.jit.export
    def identity_table(self, x: dict[str, Tensor]) -> dict[str, Tensor]:
        return x

    @torch.jit.export
    def identity_complex(self, x: complex) -> complex:
        return x

    @torch.jit.export
    def point_as_any(self, x: Point) -> Any:
        return x
