#!/usr/bin/env python3
"""Generates the pages about operators: which C# has, and what of TorchSharp it has.

They are made of the approved list of public members, so run it after ``gen_public_api.py``.

Usage:
    python scripts/gen_reference_pages.py           # write docs/reference/operators.md and others
    python scripts/gen_reference_pages.py --check   # exit with 1 when a page is out of date
"""

from __future__ import annotations

import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generated_files import REPOSITORY, main
from operators.coverage import Coverage, coverage_of_pytorch, coverage_of_torchsharp

COMMAND = "python scripts/gen_reference_pages.py"
COLUMNS = 118


def _paragraph(names: Iterable[str]) -> str:
    text = ", ".join(f"`{name}`" for name in names)
    return textwrap.fill(text, COLUMNS, break_long_words=False, break_on_hyphens=False)


def _table(entries: Sequence[Coverage], title: str) -> Iterator[str]:
    counts_documented = any(entry.documented for entry in entries)
    more = " with a docstring | in C# |" if counts_documented else ""
    yield f"| {title} | public members | in C# | |{more}"
    yield "|---|---|---|---|" + ("---|---|" if counts_documented else "")
    for entry in entries:
        total = len(entry.present) + len(entry.missing)
        line = f"| `{entry.owner}` | {total} | {len(entry.present)} | {entry.share:.0%} |"
        if counts_documented:
            line += f" {len(entry.documented)} | {entry.documented_share:.0%} |"
        yield line


def _missing(entry: Coverage) -> Iterator[str]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name, reason in entry.missing.items():
        groups[reason].append(name)
    for reason, names in sorted(groups.items()):
        yield ""
        yield f"**{reason[0].upper()}{reason[1:]}**"
        yield ""
        yield _paragraph(names)


def render_operators() -> str:
    """The index of operators."""
    entries = coverage_of_pytorch()
    template = (REPOSITORY / "scripts" / "templates" / "operators.md.in").read_text("utf-8")
    lines = [
        *_table(entries, "PyTorch"),
    ]
    for entry in entries:
        lines += ["", f"## {entry.owner}", "", _paragraph(entry.present)]
        if entry.missing:
            lines += ["", f"### Not in C#: {entry.owner}", *_missing(entry)]
    return template.replace("$coverage", "\n".join(lines))


def _rows(entry: Coverage) -> Iterator[str]:
    yield f"| `{entry.owner}` | here | |"
    yield "|---|---|---|"
    for name in sorted({*entry.present, *entry.missing}, key=lambda name: (name.lower(), name)):
        if name in entry.missing:
            yield f"| `{name}` | no | {entry.missing[name]} |"
        elif name in entry.differing:
            yield f"| `{name}` | differs | {entry.differing[name]} |"
        else:
            yield f"| `{name}` | yes | |"


def render_from_torchsharp() -> str:
    """The page for people who move from TorchSharp."""
    template = (REPOSITORY / "scripts" / "templates" / "from-torchsharp.md.in").read_text("utf-8")
    return template.replace(
        "$coverage", "\n".join(_table(coverage_of_torchsharp(), "TorchSharp 0.107"))
    )


def render_torchsharp_members() -> str:
    """The table of TorchSharp's members."""
    template = (REPOSITORY / "scripts" / "templates" / "torchsharp-members.md.in").read_text(
        "utf-8"
    )
    lines: list[str] = []
    for entry in coverage_of_torchsharp():
        lines += [f"## {entry.owner}", "", *_rows(entry), ""]
    return template.replace("$coverage", "\n".join(lines).rstrip())


def generate() -> dict[Path, str]:
    """Renders the pages."""
    docs = REPOSITORY / "docs"
    return {
        docs / "reference" / "operators.md": render_operators(),
        docs / "reference" / "torchsharp.md": render_torchsharp_members(),
        docs / "start" / "from-torchsharp.md": render_from_torchsharp(),
    }


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))
