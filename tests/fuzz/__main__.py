"""Runs the fuzzer: ``python -m tests.fuzz -n 10000 --seed 7`` or ``make fuzz N=10000 SEED=7``."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.dotnet.dotnet_programs import DOTNET_ROOT
from tests.fuzz import report
from tests.fuzz.bases import Base, write_bases
from tests.fuzz.campaign import Campaign, Finding, Summary
from tests.fuzz.cases import MIXED, Case, choose_cases, content
from tests.fuzz.mutations import KINDS
from tests.fuzz.process import CSHARP, MEMORY, PYTHON, ROOT
from tests.models.write_fixtures import write_fixtures


def main() -> int:
    """Runs a campaign; the exit status is 1 if it found a fault."""
    options = _parser().parse_args()
    folder = options.folder.resolve()
    write_fixtures(ROOT / "build" / "fixtures")
    bases = write_bases(folder / "bases", ROOT / "build" / "fixtures")
    if options.base:
        bases = [base for base in bases if base.name in options.base.split(",")]
    languages = options.languages.split(",")
    if CSHARP in languages and DOTNET_ROOT is None:
        print("left out C#: there is no .NET SDK (make setup says why)")
        languages.remove(CSHARP)
    campaign = Campaign(
        bases=bases,
        folder=folder,
        languages=languages,
        limit=options.limit,
        lanes=options.lanes,
        examine=options.examine,
        memory=None if options.unlimited_memory else MEMORY,
        progress=lambda summary, findings: _progress(summary, findings, start),
    )
    if options.case:
        cases = [Case.parse(text) for text in options.case]
    else:
        kinds = options.kind.split(",") if options.kind else None
        cases = choose_cases(options.n, options.seed, bases, kinds)
    if options.write:
        _write(cases, bases, options.write)
        return 0
    start = time.monotonic()
    summary = campaign.run(cases)
    report.write(summary, campaign)
    for line in summary.slow:
        print(line)
    print(
        f"{summary.files} files in {time.monotonic() - start:.0f} s: {summary.loaded} could be "
        f"loaded, {len(summary.slow)} ran too long in their own code, "
        f"{len(summary.findings)} findings"
        + (f" (in {folder / 'findings'})" if summary.findings else "")
    )
    return 1 if summary.findings else 0


def _write(cases: Sequence[Case], bases: Sequence[Base], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    by_name = {base.name: base for base in bases}
    for number, case in enumerate(cases):
        path = folder / f"{number:05}{Path(case.base).suffix}"
        path.write_bytes(content(case, by_name[case.base]))


def _progress(summary: Summary, findings: Sequence[Finding], start: float) -> None:
    for finding in findings:
        print(report.line(finding), file=sys.stderr)
    if summary.files % 500 == 0:
        print(
            f"{summary.files} files, {len(summary.findings)} findings, "
            f"{time.monotonic() - start:.0f} s",
            file=sys.stderr,
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("-n", type=int, default=1000, help="how many files are tried")
    parser.add_argument("--seed", type=int, default=0, help="equal seeds try equal files")
    kinds = ", ".join([*KINDS, MIXED])
    parser.add_argument("--kind", help=f"kinds of damage, with commas between: {kinds}")
    parser.add_argument("--base", help="the names of good files, with commas between")
    parser.add_argument("--case", action="append", help="one case, as a report names it")
    parser.add_argument("--write", type=Path, help="write the files to this folder, and try none")
    parser.add_argument("--languages", default=f"{PYTHON},{CSHARP}")
    parser.add_argument("--limit", type=float, default=60.0, help="the most seconds for a file")
    parser.add_argument(
        "--examine", type=int, default=2, help="how many faults of a kind are shrunk"
    )
    parser.add_argument(
        "--unlimited-memory",
        action="store_true",
        help="let workers allocate without a limit, which sanitizers need",
    )
    parser.add_argument("--lanes", type=int, default=os.cpu_count() or 1, help="files at a time")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "fuzz")
    return parser


if __name__ == "__main__":
    sys.exit(main())
