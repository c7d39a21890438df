"""Exported programs with operators and classes that a library registers."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.dotnet.dotnet_programs import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = (ROOT / "build" / "cmake" / "lib", ROOT / "build" / "cmake" / "bin")


def run(what: str, library: Path, folder: Path) -> list[str]:
    """The lines of one of the script's steps, in a process of its own."""
    script = ROOT / "tests" / "models" / "custom_ops_export.py"
    command = [sys.executable, "-W", "ignore", str(script), what, str(library), str(folder)]
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_operators_and_objects_of_a_library(tmp_path: Path) -> None:
    found = [path for folder in FOLDERS for path in folder.glob("*custom_ops.*")]
    assert found, f"the library custom_ops is not in {FOLDERS[0]}: run `make build`"
    library = next(path for path in found if path.suffix in {".so", ".dylib", ".dll"})
    run("write", library, tmp_path)
    counting, shifted, *lines = run("run", library, tmp_path)
    assert counting.startswith("UnknownOperatorError: ")
    assert "tsp_test.Counter" in counting
    assert "load that library first (ops.load_library)" in counting
    assert shifted.startswith("UnknownOperatorError: ")
    assert "'tsp_test::shift.default'" in shifted
    assert lines == ["counting 2", "shifted 0", "counting_decomposed 2", "shifted_decomposed 0"]
