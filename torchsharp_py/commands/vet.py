"""The command ``vet``."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from torchsharp_py.commands.failure import REFUSED, SUCCESS, SubParsers

if TYPE_CHECKING:
    from torchsharp_py._vetting import VetReport

_DESCRIPTION = """\
Shows what a file of a model could do if it were loaded and called: files, network, memory, what
runs on load. Nothing of the file runs. The answer is whether a policy allows all of it.
"""
_EPILOG = """\
examples:
  torchsharp-py vet upload.pt
  torchsharp-py vet upload.pt --json | jq .problems
  torchsharp-py vet upload.pt --policy policy.json

exit status: 0 if the policy allows the file, 4 if it does not or the file cannot be loaded, 2 for
unusable arguments or a file that cannot be read
"""
_MOST = 20  # rows of a section, unless --full is given


def add_vet(subparsers: SubParsers) -> None:
    """Adds the command to the command line."""
    parser = subparsers.add_parser(
        "vet",
        help="show what a file that nobody trusts could do",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "model", metavar="MODEL", help="a file written by torch.jit.save or torch.export.save"
    )
    parser.add_argument(
        "--policy",
        metavar="POLICY",
        default="safe",
        help="'safe' (the default), or a JSON file with a policy",
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--full", action="store_true", help="show everything, however long it is")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from torchsharp_py._vetting import vet

    policy = options.policy if options.policy == "safe" else Path(options.policy)
    report = vet(options.model, policy)
    if options.json:
        json.dump(dataclasses.asdict(report), sys.stdout, indent=2)
        print()
    else:
        print("\n".join(_lines(options.model, report, options.full)))
    return SUCCESS if report.allowed else REFUSED


def _lines(model: str, report: VetReport, full: bool) -> Iterator[str]:
    answer = "is allowed" if report.allowed else "is refused"
    yield f"{model} {answer} by the policy '{report.policy}'"
    effects = [
        f"{one.kind}: {' in '.join(filter(None, (one.operator, one.method)))}"
        + (", on load" if one.on_load else "")
        for one in report.effects
    ]
    native = [f"{one.name} ({one.objects} objects)" for one in report.classes if one.native]
    sections = (
        ("problems", [one.text for one in report.problems]),
        ("effects", effects),
        ("runs on load", report.on_load),
        ("classes in C++", native),
    )
    for title, rows in sections:
        if rows:
            yield ""
            yield f"{title}:"
            shown = rows if full else rows[:_MOST]
            yield from (f"  {row}" for row in shown)
            if len(shown) < len(rows):
                yield f"  ... and {len(rows) - len(shown)} more (--full)"
    if report.operators:
        yield ""
        yield f"{len(report.operators)} operators, {len(report.classes)} classes"
    if report.sizes:
        yield ", ".join(f"{name.replace('_', ' ')} {size}" for name, size in report.sizes.items())
