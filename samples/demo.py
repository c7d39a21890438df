"""The demo: one model, called typed from C#, from Python, and from both in one process.

Run it with ``make demo``. It exits with status 1 if the three do not agree.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build" / "dotnet" / "bin" / "Demo" / "Demo.dll"

Rows = dict[str, dict[str, Any]]


def run_part(command: list[str]) -> Rows:
    """Runs one program of the demo and returns the calls that it reports.

    Raises:
        SystemExit: The program failed.
    """
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"demo: {' '.join(command)} failed with status {done.returncode}")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["call"]: row for row in rows}


def find_dotnet() -> str | None:
    """Finds the program that runs the C# parts, or returns None."""
    root = os.environ.get("DOTNET_ROOT")
    on_root = shutil.which("dotnet", path=root) if root else None
    return on_root or shutil.which("dotnet")


def shorten(result: Any) -> str:
    """Prints a result briefly: the first numbers of a tensor, and the number of all."""
    if isinstance(result, list) and len(result) > 2:
        return f"[{result[0]:.4g}, {result[1]:.4g}, ...] ({len(result)})"
    if isinstance(result, list):
        return "(" + ", ".join(shorten(item) for item in result) + ")"
    return repr(result)


def show(parts: dict[str, Rows]) -> bool:
    """Prints the table; returns whether all parts agree."""
    table = Table(title="One model, one libtorch: microseconds per call", title_justify="left")
    table.add_column("call")
    table.add_column("type")
    table.add_column("result")
    for name in parts:
        table.add_column(name, justify="right")
    table.add_column("equal")
    agreed = True
    first = next(iter(parts.values()))
    for call, row in first.items():
        equal = all(rows[call]["result"] == row["result"] for rows in parts.values())
        agreed = agreed and equal
        times = [f"{rows[call]['microseconds']:.2f}" for rows in parts.values()]
        verdict = "yes" if equal else "NO"
        table.add_row(call, parts["Python"][call]["type"], shorten(row["result"]), *times, verdict)
    Console(width=None if sys.stdout.isatty() else 110).print(table)
    return agreed


def main() -> int:
    """Runs the parts and compares them."""
    folder = ROOT / "build" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    model = str(folder / "sample.pt")
    print("==> writing the sample model", flush=True)
    writing = [sys.executable, "-m", "torchsharp_py", "sample", "--force", str(folder)]
    subprocess.run(writing, check=True)

    arguments = [model, str(ROOT / "samples" / "functions.torchscript")]
    parts: dict[str, Rows] = {}
    dotnet = find_dotnet()
    if dotnet and PROGRAM.exists():
        os.environ.setdefault("VIRTUAL_ENV", sys.prefix)
        print("==> C#", flush=True)
        parts["C#"] = run_part([dotnet, str(PROGRAM), "csharp", *arguments])
    print("==> Python", flush=True)
    parts["Python"] = run_part(
        [sys.executable, str(ROOT / "samples" / "python_demo.py"), *arguments]
    )
    if "C#" in parts and dotnet:
        print("==> C# and Python in one process", flush=True)
        parts["both"] = run_part([dotnet, str(PROGRAM), "both", *arguments])
    agreed = show(parts)
    if "C#" not in parts:
        print("skipped the C# parts: .NET is missing (make setup says why)")
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
