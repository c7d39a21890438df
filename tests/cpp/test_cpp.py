"""The C++ programs in tests/cpp. The tests of ``abi_tests`` run in one process, once."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).resolve().parents[2] / "build" / "cmake" / "bin"
SUFFIX = ".exe" if sys.platform == "win32" else ""
ABI_TESTS = PROGRAMS / f"abi_tests{SUFFIX}"
DAMAGED_FILES = PROGRAMS / f"damaged_files{SUFFIX}"
ABI_IS_C = PROGRAMS / f"abi_is_c{SUFFIX}"


def run(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *arguments], capture_output=True, text=True, timeout=120, check=False
    )


def abi_test_names() -> list[str]:
    """Asks the program for its tests; without it the list is empty, and another test fails."""
    return run(ABI_TESTS, "--list").stdout.split() if ABI_TESTS.is_file() else []


@functools.cache
def abi_tests() -> tuple[dict[str, str], str]:
    """Runs them all.

    Returns:
        What each test printed, that is "passed" or "FAILED" and why; and how the process ended.
    """
    done = run(ABI_TESTS)
    # "passed NAME" or "FAILED NAME", and then why.
    _, *pieces = re.split(r"^(passed|FAILED) (\w+)\n", done.stdout, flags=re.MULTILINE)
    said = zip(pieces[0::3], pieces[1::3], pieces[2::3], strict=True)
    end = (
        f"{ABI_TESTS.name} ended with {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    )
    return {name: f"{verdict} {why}".strip() for verdict, name, why in said}, end


@pytest.mark.parametrize(
    "program", [ABI_TESTS, ABI_IS_C, DAMAGED_FILES], ids=lambda program: program.stem
)
def test_programs_are_built(program: Path) -> None:
    assert program.is_file(), f"{program} is not built: run `make build`"


def test_there_are_abi_tests() -> None:
    assert abi_test_names()


@pytest.mark.parametrize("name", abi_test_names())
def test_abi(name: str) -> None:
    results, end = abi_tests()
    assert results.get(name, end) == "passed"


def test_files_of_every_kind_are_read_and_given_back(models: Path) -> None:
    done = run(DAMAGED_FILES, str(models))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "status 0: " in done.stdout
    assert done.stdout.endswith(" 0 handles left\n")


def test_a_c_program_agrees_on_the_abi_version() -> None:
    assert run(ABI_IS_C).returncode == 0
