"""The report of a run: a table for people, JSON for programs."""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from budget import Row
from measure import Effort, Samples
from rich.console import Console
from rich.markup import escape
from rich.table import Table

EXPLANATION = (
    "Each ratio is the median, over all pairs, of a pair's ratio; the two samples of a pair were "
    "taken one after the other, in turn A B, B A; q1 - q3 are the quartiles. Times are medians. "
    "All programs ran no-grad on the same tensors of 10 floats, with one thread per operator; "
    "starts and training ran in the default mode."
)


@dataclass(frozen=True)
class Outcome:
    """A row that was measured, or the reason why it was not."""

    row: Row
    samples: Samples | None
    reason: str = ""

    def is_met(self) -> bool | None:
        """Whether the budget is met; None without a budget or a measurement."""
        ratio = self.samples.ratio() if self.samples else None
        return self.row.budget.is_met(ratio) if self.row.budget and ratio is not None else None

    def verdict(self) -> str:
        if self.samples is None:
            return "not measured"
        return {True: "met", False: "MISSED", None: ""}[self.is_met()]


def machine_facts(programs: Mapping[str, str]) -> dict[str, object]:
    """The facts that the numbers depend on; nothing identifies the machine."""
    return {
        "cpus": os.cpu_count(),
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": sys.version.split()[0],
        "programs": dict(programs),
    }


def _median(values: Sequence[float], unit: str) -> str:
    if not values:
        return ""
    return f"{statistics.median(values):,.{0 if unit in {'bytes', 'calls/s'} else 3}f} {unit}"


def print_table(outcomes: Sequence[Outcome], facts: Mapping[str, object]) -> None:
    """Prints one line for each row, and what the figures depend on."""
    table = Table(title="torchsharp_py, measured side by side")
    table.add_column("A / B")
    for heading in ("A", "B", "A / B", "q1 - q3", "budget", ""):
        table.add_column(heading, justify="right", no_wrap=True)
    for previous, outcome in zip([None, *outcomes], outcomes, strict=False):
        if previous and previous.row.section != outcome.row.section:
            table.add_section()
        table.add_row(escape(outcome.row.title), *_cells(outcome))
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
    for outcome in outcomes:
        if outcome.reason:
            console.print(f"{outcome.row.name}: {outcome.reason}", markup=False)
    console.print(EXPLANATION, style="dim")
    console.print(json.dumps(facts), style="dim", markup=False, highlight=False)


def _cells(outcome: Outcome) -> list[str]:
    budget = str(outcome.row.budget or "")
    samples = outcome.samples
    if samples is None:
        return ["", "", "", "", budget, outcome.verdict()]
    ratio, spread = samples.ratio(), samples.spread()
    return [
        _median(samples.measured, samples.unit),
        _median(samples.baseline, samples.unit),
        "" if ratio is None else f"{ratio:.3f}",
        "" if spread is None else f"{spread[0]:.3f} - {spread[1]:.3f}",
        budget,
        outcome.verdict(),
    ]


def write_json(
    path: Path, outcomes: Sequence[Outcome], facts: Mapping[str, object], effort: Effort
) -> None:
    """Writes every sample, so that other statistics can be computed."""
    rows = [
        {
            "name": outcome.row.name,
            "title": outcome.row.title,
            "unit": outcome.samples.unit if outcome.samples else None,
            "ratio": outcome.samples.ratio() if outcome.samples else None,
            "budget": str(outcome.row.budget) if outcome.row.budget else None,
            "met": outcome.is_met(),
            "reason": outcome.reason,
            "measured": outcome.samples.measured if outcome.samples else [],
            "baseline": outcome.samples.baseline if outcome.samples else [],
        }
        for outcome in outcomes
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {"machine": facts, "effort": asdict(effort), "about": EXPLANATION, "rows": rows}
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
