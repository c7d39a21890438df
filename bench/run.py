"""Measures the project against its budgets, with both sides of each row in one run.

Usage:
    python bench/run.py                       # the table, and build/bench.json
    python bench/run.py --quick               # few samples: shows that it works, not how fast it is
    python bench/run.py --rows python-call at-add
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from budget import Row
from measure import FULL, QUICK, Effort
from programs import ROOT, NotBuiltError, Programs
from report import Outcome, machine_facts, print_table, write_json
from rows import ROWS
from workers import WorkerError


def parse_arguments() -> argparse.Namespace:
    """Parses the command line."""
    parser = argparse.ArgumentParser(description="Measures the project against its budgets.")
    parser.add_argument("--quick", action="store_true", help="few samples, as a smoke test")
    parser.add_argument("--rows", nargs="+", metavar="NAME", choices=[row.name for row in ROWS])
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench.json", metavar="PATH")
    return parser.parse_args()


def measure(row: Row, programs: Programs, effort: Effort) -> Outcome:
    """Measures a row, or reports why it cannot be measured."""
    print(f"measuring {row.name} ...", file=sys.stderr, flush=True)
    try:
        return Outcome(row, row.measure(programs, effort))
    except (NotBuiltError, WorkerError) as error:
        return Outcome(row, None, str(error))


def main() -> int:
    """Runs the command line; the exit status is 1 if a row could not be measured."""
    options = parse_arguments()
    effort = QUICK if options.quick else FULL
    rows = [row for row in ROWS if not options.rows or row.name in options.rows]
    with Programs() as programs:
        outcomes = [measure(row, programs, effort) for row in rows]
        facts = machine_facts(programs.descriptions())
    print_table(outcomes, facts)
    if options.quick:
        print("--quick takes too few samples to rely on, and fewer calls than the memory rows say")
    write_json(options.json, outcomes, facts, effort)
    return 0 if all(outcome.samples for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
