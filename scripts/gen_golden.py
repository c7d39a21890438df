#!/usr/bin/env python3
"""Writes the golden files of code generation, ``tests/golden``, from ``tests/codegen_models.py``.

Run it after ``make build`` when what is generated was changed on purpose.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from generated_files import REPOSITORY, main

GOLDEN = REPOSITORY / "tests" / "golden"
COMMAND = "python scripts/gen_golden.py"
CLASSES = {
    "Rich.g.cs": ("--lang", "csharp", "--namespace", "Golden", "--class", "Rich", "--attributes"),
    "rich_model.py": ("--lang", "python", "--class", "Rich", "--attributes"),
}


def generate() -> dict[Path, str]:
    """Renders the golden files with the command that users run."""
    with tempfile.TemporaryDirectory() as folder:
        write = [sys.executable, str(REPOSITORY / "tests" / "write_fixtures.py"), folder]
        subprocess.run(write, check=True, cwd=REPOSITORY)
        model = str(Path(folder) / "rich.pt")
        return {GOLDEN / name: _run(model, options) for name, options in CLASSES.items()}


def _run(model: str, options: tuple[str, ...]) -> str:
    command = [sys.executable, "-m", "torchsharp_py", "codegen", model, *options]
    done = subprocess.run(command, check=True, cwd=REPOSITORY, stdout=subprocess.PIPE)
    return done.stdout.decode()


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))
