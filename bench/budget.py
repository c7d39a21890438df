"""A row of the benchmark and its budget."""

from __future__ import annotations

from dataclasses import dataclass

from measure import Measurement


@dataclass(frozen=True)
class Budget:
    """A limit for a ratio."""

    limit: float
    at_least: bool = False

    def is_met(self, ratio: float) -> bool:
        return ratio >= self.limit if self.at_least else ratio <= self.limit

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.limit:g}"


@dataclass(frozen=True)
class Row:
    """One comparison. A row without a budget helps to explain the others.

    The table groups rows by section.
    """

    name: str
    title: str
    measure: Measurement
    budget: Budget | None = None
    section: str = ""
