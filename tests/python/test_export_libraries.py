"""Exported programs with operators and classes that a library registers."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.dotnet.dotnet_programs import ROOT, environment, import_path
from tests.models.custom_ops_model import find_library

if TYPE_CHECKING:
    from pathlib import Path


def run(what: str, library: Path, folder: Path) -> list[str]:
    """The lines of one of the script's steps, in a process of its own."""
    script = ROOT / "tests" / "models" / "custom_ops_export.py"
    command = [sys.executable, "-W", "ignore", str(script), what, str(library), str(folder)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(PYTHONPATH=import_path()),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_operators_and_objects_of_a_library(tmp_path: Path) -> None:
    library = find_library()
    run("write", library, tmp_path)
    counting, shifted, *lines = run("run", library, tmp_path)
    assert counting.startswith("UnknownOperatorError: ")
    assert "tsp_test.Counter" in counting
    assert "load that library first (ops.load_library)" in counting
    assert shifted.startswith("UnknownOperatorError: ")
    assert "'tsp_test::shift.default'" in shifted
    assert lines == ["counting 2", "shifted 0", "counting_decomposed 2", "shifted_decomposed 0"]
