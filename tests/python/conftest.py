"""The packages of the checkout, built once for all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from tests.dotnet.dotnet_programs import ROOT


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with the wheel, the source distribution and, where there is .NET, NuGet packages."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "packages"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            _make_packages(folder)
    return folder


def _make_packages(folder: Path) -> None:
    unfinished = folder.with_suffix(".unfinished")
    variables = {**os.environ, "TORCHSHARP_PY_TESTS": "1"}
    script = ROOT / "scripts" / "make_packages.py"
    try:
        _run([sys.executable, str(script), "--output", str(unfinished)], variables)
    finally:  # the build tree serves the checkout again
        in_place = [sys.executable, "setup.py", "--quiet", "build_ext", "--inplace"]
        _run(in_place, {**variables, "TORCHSHARP_PY_DOTNET": "0"})
    unfinished.rename(folder)


def _run(command: list[str], variables: dict[str, str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=variables)
    assert done.returncode == 0, done.stdout + done.stderr
