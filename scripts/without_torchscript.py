#!/usr/bin/env python3
"""Builds the core without TorchScript and tests it; `make without-torchscript` runs it.

It shows that exported programs need nothing of libtorch's torch::jit. The build tree is in
build/no-torchscript; nothing else sees it.

Usage:
    python scripts/without_torchscript.py [--build] [PYTEST_ARGUMENT...]
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TREE = ROOT / "build" / "no-torchscript"
TESTS = ROOT / "tests" / "python" / "test_without_torchscript.py"
# Asks for the tests, which skip themselves otherwise.
VARIABLE = "TORCHSHARP_PY_WITHOUT_TORCHSCRIPT"


def build() -> Path:
    """Configures and builds the tree; returns the folder of the library."""
    configure = [
        *("cmake", "-S", str(ROOT), "-B", str(TREE), "-G", "Ninja"),
        "-DCMAKE_BUILD_TYPE=Release",
        f"-DPython_EXECUTABLE={sys.executable}",
        "-DTORCHSHARP_PY_INPLACE=ON",
        "-DTORCHSHARP_PY_TORCHSCRIPT=OFF",
        *shlex.split(os.environ.get("CMAKE_ARGS", "")),
    ]
    print("==> building the core without TorchScript", flush=True)
    subprocess.run(configure, check=True, stdout=subprocess.DEVNULL)
    jobs = ("--parallel", str(os.cpu_count() or 1))
    subprocess.run(
        ["cmake", "--build", str(TREE), *jobs, "--target", "torchsharp_core"], check=True
    )
    return TREE / "lib"


def main() -> int:
    """Runs the program; returns its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--build", action="store_true", help="build, and run no tests")
    parser.add_argument("pytest", nargs="*", help="more arguments of pytest")
    chosen = parser.parse_args()
    build()
    if chosen.build:
        return 0
    command = [sys.executable, "-m", "pytest", "-q", str(TESTS), *chosen.pytest]
    return subprocess.run(
        command, env={**os.environ, VARIABLE: "1"}, cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
