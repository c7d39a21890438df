"""What is made once for all tests: the packages of the checkout, and a network to train on."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import torch
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


@pytest.fixture(scope="session")
def backbone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The network that samples/training/backbone.py trains and writes."""
    path = tmp_path_factory.mktemp("backbone") / "backbone.pt"
    folder = ROOT / "samples" / "training"
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch, torch.random.fork_rng(devices=[]):
        patch.syspath_prepend(str(folder))
        runpy.run_path(str(folder / "backbone.py"))["write_backbone"](str(path))
    torch.set_num_threads(threads)
    return path


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
