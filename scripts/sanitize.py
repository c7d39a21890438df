#!/usr/bin/env python3
"""Builds the native libraries with sanitizers and runs tests on them; `make sanitize` runs it.

They find wrong uses of memory (AddressSanitizer) and undefined behavior
(UndefinedBehaviorSanitizer), in the C++ tests of the ABI and in a part of the Python tests. The C++
tests must leave no memory behind either. The build tree and a package for Python are in
build/sanitize; nothing else sees them.

Usage:
    python scripts/sanitize.py [--build] [PYTEST_ARGUMENT...]
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "sanitize"
TREE = PLACE / "cmake"
PACKAGE = PLACE / "package" / "torchsharp_py"
SETTINGS = ROOT / "tests" / "cpp" / "sanitizers"
FIXTURES = ROOT / "build" / "fixtures"

TARGETS = ("torchsharp_core", "_C", "abi_tests")

# The Python tests that go through the extension in this process. Those that start programs of
# their own, compare speeds or memory, or need .NET say nothing more about C++, and the thousands of
# values of test_properties.py take too long here.
PYTHON_TESTS = (
    "test_calls.py",
    "test_compile.py",
    "test_enum_numbers.py",
    "test_errors.py",
    "test_files.py",
    "test_freezing.py",
    "test_futures.py",
    "test_hooks.py",
    "test_hostile_files.py",
    "test_introspection.py",
    "test_load_save.py",
    "test_moving.py",
    "test_profile.py",
    "test_schema.py",
    "test_scopes.py",
    "test_state.py",
    "test_torch_interop.py",
    "test_typed_fits.py",
    "test_values.py",
)


def say(message: str) -> None:
    """Prints one progress line."""
    print(f"==> {message}", flush=True)


def build() -> None:
    """Configures and builds the tree."""
    configure = [
        *("cmake", "-S", str(ROOT), "-B", str(TREE), "-G", "Ninja"),
        "-DCMAKE_BUILD_TYPE=Release",
        f"-DPython_EXECUTABLE={sys.executable}",
        "-DTORCHSHARP_PY_INPLACE=ON",
        "-DTORCHSHARP_PY_SANITIZE=ON",
        *shlex.split(os.environ.get("CMAKE_ARGS", "")),
    ]
    say("building with sanitizers")
    subprocess.run(configure, check=True, stdout=subprocess.DEVNULL)
    jobs = ("--parallel", str(os.cpu_count() or 1))
    subprocess.run(["cmake", "--build", str(TREE), *jobs, "--target", *TARGETS], check=True)


def make_package() -> None:
    """Puts the Python sources and the libraries into a package."""
    native = shutil.ignore_patterns("_C*.so", "lib", "include", "__pycache__")
    shutil.rmtree(PACKAGE, ignore_errors=True)
    shutil.copytree(ROOT / "torchsharp_py", PACKAGE, ignore=native)
    install = ["cmake", "--install", str(TREE), "--prefix", str(PACKAGE)]
    subprocess.run(install, check=True, stdout=subprocess.DEVNULL)


def library(name: str) -> str:
    """The path of a library of the compiler."""
    compiler = os.environ.get("CXX", "c++")
    command = [compiler, f"-print-file-name={name}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def options(*choices: str) -> str:
    """Joins options of a sanitizer, which separates them by colons."""
    return ":".join(choices)


def environment(*, leaks: bool) -> dict[str, str]:
    """The variables of a program with sanitizers.

    Args:
        leaks: Whether memory that is left at the end is an error.
    """
    return {
        **os.environ,
        "TORCHSHARP_PY_FIXTURES": str(FIXTURES),
        "ASAN_OPTIONS": options(
            f"detect_leaks={int(leaks)}",
            "strict_string_checks=1",
            # Not detect_stack_use_after_return: it moves variables away from the stack, by whose
            # depth the compiler of source is limited.
            "detect_stack_use_after_return=0",
            # libtorch has no frame pointers, and its part of a stack tells a leak of its own.
            f"fast_unwind_on_malloc={int(not leaks)}",
            # What is too large is an error of libtorch, or of ours, and not of the program.
            "allocator_may_return_null=1",
        ),
        "LSAN_OPTIONS": options(f"suppressions={SETTINGS / 'leaks.txt'}", "print_suppressions=0"),
        "UBSAN_OPTIONS": options("print_stacktrace=1"),
    }


def run_abi_tests() -> int:
    """Runs the C++ tests of the ABI; returns the exit status."""
    say("running the C++ tests of the ABI")
    program = [str(TREE / "bin" / "abi_tests")]
    return subprocess.run(program, env=environment(leaks=True), check=False).returncode


def run_python_tests(arguments: list[str]) -> int:
    """Runs Python tests on the package with sanitizers; returns the exit status."""
    say("running Python tests")
    variables = environment(leaks=False)
    # Python itself has no sanitizer, which must come first in a process, and which looks for
    # __cxa_throw before Python has loaded libstdc++.
    variables["LD_PRELOAD"] = f"{library('libasan.so')} {library('libstdc++.so.6')}"
    variables["PYTHONPATH"] = str(PACKAGE.parent)
    variables["PYTHONMALLOC"] = "malloc"  # Python's own allocator hides what happens to its memory
    python = [sys.executable, "-P"]  # the checkout's own package must not be found first
    where = "from torchsharp_py import _C; print(_C.__file__)"
    found = subprocess.run(
        [*python, "-c", where], env=variables, check=True, capture_output=True, text=True
    )
    if PACKAGE not in Path(found.stdout.strip()).parents:
        raise SystemExit(f"Python finds {found.stdout.strip()}, which is not in {PACKAGE}")
    tests = arguments or [str(ROOT / "tests" / "python" / name) for name in PYTHON_TESTS]
    pytest = ["-m", "pytest", "--import-mode=append", "-q", "-p", "no:cacheprovider"]
    command = [*python, *pytest, *tests]
    return subprocess.run(command, env=variables, cwd=ROOT, check=False).returncode


def main() -> int:
    """Runs the program; returns its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--build", action="store_true", help="build, and run no tests")
    parser.add_argument("pytest", nargs="*", help="what pytest runs instead of the usual tests")
    chosen = parser.parse_args()
    build()
    make_package()
    if chosen.build:
        return 0
    write = [sys.executable, "-m", "tests.models.write_fixtures", str(FIXTURES)]
    subprocess.run(write, cwd=ROOT, check=True)
    return run_abi_tests() or run_python_tests(chosen.pytest)


if __name__ == "__main__":
    sys.exit(main())
