"""What a row compares, and what it must keep to."""

from __future__ import annotations

from dataclasses import dataclass

from measure import Measurement


@dataclass(frozen=True)
class Budget:
    """What a ratio must keep to."""

    limit: float
    at_least: bool = False

    def is_met(self, ratio: float) -> bool:
        return ratio >= self.limit if self.at_least else ratio <= self.limit

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.limit:g}"


@dataclass(frozen=True)
class Row:
    """One comparison. A row without budget is there to explain the others.

    Rows of one section stand together in the table.
    """

    name: str
    title: str
    measure: Measurement
    budget: Budget | None = None
    section: str = ""
