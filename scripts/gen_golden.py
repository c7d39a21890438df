#!/usr/bin/env python3
"""Writes the golden files of code generation, ``tests/golden``, from ``tests/models/codegen_*.py``.

Run it after ``make build`` if you changed the generated code on purpose.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from generated_files import REPOSITORY, main

GOLDEN = REPOSITORY / "tests" / "golden"
COMMAND = "python scripts/gen_golden.py"
CSHARP = ("--lang", "csharp", "--namespace", "Golden", "--attributes")
PYTHON = ("--lang", "python", "--attributes")
# The model and the options of each file.
CLASSES = {
    "Rich.g.cs": ("rich.pt", *CSHARP, "--class", "Rich"),
    "rich_model.py": ("rich.pt", *PYTHON, "--class", "Rich"),
    "Clashing.g.cs": ("clashes.pt", *CSHARP),
    "clashing.py": ("clashes.pt", *PYTHON),
}


def generate() -> dict[Path, str]:
    """Renders the golden files with the users' command."""
    with tempfile.TemporaryDirectory() as folder:
        write = [sys.executable, str(REPOSITORY / "tests" / "models" / "write_fixtures.py"), folder]
        subprocess.run(write, check=True, cwd=REPOSITORY)
        return {GOLDEN / name: _run(Path(folder), *job) for name, job in CLASSES.items()}


def _run(folder: Path, model: str, *options: str) -> str:
    command = [sys.executable, "-m", "torchsharp_py", "codegen", str(folder / model), *options]
    done = subprocess.run(command, check=True, cwd=REPOSITORY, stdout=subprocess.PIPE)
    return done.stdout.decode()


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))
