"""Enums and named tuples that typed views use as annotations."""

from __future__ import annotations

import enum
from typing import (
    NamedTuple,
)

from torch import Tensor


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class MoreColors(enum.Enum):
    RED = 1
    BLUE = 2
    GREEN = 3


class Point(NamedTuple):
    x: Tensor
    y: int


class Swapped(NamedTuple):
    y: int
    x: Tensor


class Renamed(NamedTuple):
    x: Tensor
    z: int


class WrongField(NamedTuple):
    x: Tensor
    y: str
