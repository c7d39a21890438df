"""What a run does: everything that threads and actors need to know, apart from the module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from torchsharp_py.score.binding import Binding


@dataclass(frozen=True)
class Job:
    """A run; it pickles, so that actors get it.

    Attributes:
        input: The path of the table.
        file_rows: How many rows its files have.
        method: The method of the model.
        bindings: The columns of each parameter.
        dtypes: Element types by parameter and column, where they are known.
        real: The element type of real numbers without another one.
        values: The parameters that have one value for all rows.
        keep: The columns that pass through.
        names: Other names for the columns of the result; empty for its own.
        device: Where the module computes; None for the CPU.
        batch_rows: The rows of a call.
        part_rows: The rows of a part, which is written at once.
        output: What is made in the end; a name that ends in ``/`` is a folder.
    """

    input: str
    file_rows: tuple[int, ...]
    method: str
    bindings: tuple[Binding, ...]
    dtypes: Mapping[tuple[str, str], str]
    real: str
    values: Mapping[str, Any]
    keep: tuple[str, ...]
    names: tuple[str, ...]
    device: str | None
    batch_rows: int
    part_rows: int
    output: str

    @property
    def columns(self) -> list[str]:
        """The columns that are read."""
        used = [column for binding in self.bindings for column in binding.columns]
        return list(dict.fromkeys([*used, *self.keep]))

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return sum(self.file_rows)

    @property
    def part_count(self) -> int:
        """How many parts the table has."""
        return -(-self.rows // self.part_rows)

    def range_of(self, part: int) -> tuple[int, int]:
        """The first row of a part, and the row after its last one."""
        return part * self.part_rows, min((part + 1) * self.part_rows, self.rows)


@dataclass
class Times:
    """Seconds of all threads together, by what they did."""

    reading: float = 0.0
    inputs: float = 0.0
    model: float = 0.0
    results: float = 0.0
    writing: float = 0.0
    rows: int = 0

    def add(self, other: Times) -> None:
        """Adds the times of another batch, part or thread."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))
