"""The C++ programs in tests/cpp: each test of ``abi_tests`` runs in a separate process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).resolve().parents[2] / "build" / "cmake" / "bin"
SUFFIX = ".exe" if sys.platform == "win32" else ""
ABI_TESTS = PROGRAMS / f"abi_tests{SUFFIX}"
ABI_IS_C = PROGRAMS / f"abi_is_c{SUFFIX}"


def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *arguments], capture_output=True, text=True, timeout=120, check=False
    )


def abi_test_names() -> list[str]:
    """Asks the program for its tests; without it the list is empty, and another test fails."""
    return run(ABI_TESTS, "--list").stdout.split() if ABI_TESTS.is_file() else []


@pytest.mark.parametrize("program", [ABI_TESTS, ABI_IS_C], ids=lambda program: program.stem)
def test_programs_are_built(program: Path) -> None:
    assert program.is_file(), f"{program} is not built: run `make build`"


def test_there_are_abi_tests() -> None:
    assert abi_test_names()


@pytest.mark.parametrize("name", abi_test_names())
def test_abi(name: str) -> None:
    done = run(ABI_TESTS, name)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_c_program_agrees_on_the_abi_version() -> None:
    assert run(ABI_IS_C).returncode == 0
