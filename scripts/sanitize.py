#!/usr/bin/env python3
"""Builds the native libraries with sanitizers and runs tests on them; `make sanitize` runs it.

They find wrong uses of memory (AddressSanitizer) and undefined behavior
(UndefinedBehaviorSanitizer). The parts are:

abi      the C++ tests of the ABI, which must leave no memory behind
damaged  damaged files of every family, which must leave no memory behind either
python   a part of the Python tests
csharp   the C# tests, if there is .NET
fuzz     the fuzzer, in Python and, if there is .NET, in C#

The build tree and a package for Python are in build/sanitize; nothing else sees them.

Usage:
    python scripts/sanitize.py [--build] [--part PART]... [PYTEST_ARGUMENT...]
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "sanitize"
TREE = PLACE / "cmake"
PACKAGE = PLACE / "package" / "torchsharp_py"
SETTINGS = ROOT / "tests" / "cpp" / "sanitizers"
FIXTURES = ROOT / "build" / "fixtures"

TARGETS = ("torchsharp_core", "_C", "abi_tests", "custom_ops", "damaged_files")

# The Python tests that go through the core, in this process or in programs in Python. Those that
# compare speeds or memory, or ask for a part of .NET, say nothing more about C++, and the thousands
# of values of test_properties.py take too long here.
PYTHON_TESTS = (
    "test_async.py",
    "test_call_arrays.py",
    "test_calls.py",
    "test_compile.py",
    "test_compile_errors.py",
    "test_compile_lifetimes.py",
    "test_compile_limits.py",
    "test_compile_names.py",
    "test_compile_python.py",
    "test_compile_types.py",
    "test_composition.py",
    "test_containers.py",
    "test_damaged_checkpoints.py",
    "test_deep_copies.py",
    "test_enum_numbers.py",
    "test_errors.py",
    "test_exit.py",
    "test_export.py",
    "test_export_caches.py",
    "test_export_cases.py",
    "test_export_libraries.py",
    "test_export_nn.py",
    "test_export_numbers.py",
    "test_export_operators.py",
    "test_export_quantized.py",
    "test_exporting.py",
    "test_files.py",
    "test_freezing.py",
    "test_futures.py",
    "test_hooks.py",
    "test_hooks_of_parts.py",
    "test_hostile_archives.py",
    "test_hostile_files.py",
    "test_hostile_saves.py",
    "test_hostile_values.py",
    "test_inspect_graphs.py",
    "test_introspection.py",
    "test_legacy_checkpoints.py",
    "test_load_save.py",
    "test_many_threads.py",
    "test_moving.py",
    "test_none_arguments.py",
    "test_ops.py",
    "test_parameter_lists.py",
    "test_pickling.py",
    "test_profile.py",
    "test_quantized.py",
    "test_robustness.py",
    "test_saving.py",
    "test_schema.py",
    "test_scopes.py",
    "test_script_trace.py",
    "test_state.py",
    "test_tensor_numbers.py",
    "test_threads.py",
    "test_time_limits.py",
    "test_torch_interop.py",
    "test_typed_fits.py",
    "test_values.py",
    "test_vetting.py",
    "test_warnings.py",
)

# AddressSanitizer keeps freed memory for a while, and ends a program whose operator new fails.
DESELECTED = (
    "test_compile_lifetimes.py::test_nothing_is_left_of_a_unit_or_of_a_failure",
    "test_hostile_archives.py::test_nothing_is_left_of_a_class_that_fails_half_way",
    "test_hostile_saves.py::test_memory_that_is_not_there_is_the_memory_error",
)

# How many damaged files are read by the ABI, and by Python and C#, which do more with each.
DAMAGED_FILES = 500
FUZZED_FILES = 400


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
    """Puts the sources in Python, the assemblies and the libraries into a package."""
    native = shutil.ignore_patterns("_C*.so", "lib", "include", "__pycache__")
    shutil.rmtree(PACKAGE, ignore_errors=True)
    shutil.copytree(ROOT / "torchsharp_py", PACKAGE, ignore=native)
    install = ["cmake", "--install", str(TREE), "--prefix", str(PACKAGE)]
    subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
    for assembly in (ROOT / "torchsharp_py" / "lib").glob("TorchSharpPy*"):
        shutil.copy2(assembly, PACKAGE / "lib")


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
    choices = [
        f"detect_leaks={int(leaks)}",
        "strict_string_checks=1",
        # Not detect_stack_use_after_return: it moves variables away from the stack, by whose
        # depth the compiler of source is limited.
        "detect_stack_use_after_return=0",
        # libtorch has no frame pointers, and its part of a stack tells a leak of its own.
        f"fast_unwind_on_malloc={int(not leaks)}",
        # What is too large is an error of libtorch, or of ours, and not of the program.
        "allocator_may_return_null=1",
        "max_allocation_size_mb=6144",
        # .NET gives its threads stacks for signals, which would be freed twice.
        "use_sigaltstack=0",
    ]
    return {
        **os.environ,
        "TORCHSHARP_PY_FIXTURES": str(FIXTURES),
        "TORCHSHARP_PY_BUILD": str(TREE),
        "ASAN_OPTIONS": options(*choices),
        "LSAN_OPTIONS": options(f"suppressions={SETTINGS / 'leaks.txt'}", "print_suppressions=0"),
        "UBSAN_OPTIONS": options("print_stacktrace=1"),
    }


def run_program(name: str, *arguments: str) -> int:
    """Runs a C++ program that must leave no memory behind; returns the exit status."""
    command = [str(TREE / "bin" / name), *arguments]
    return subprocess.run(command, env=environment(leaks=True), check=False).returncode


def python_environment() -> dict[str, str]:
    """The variables of programs in Python, and of those in .NET, that use the package."""
    return {
        **environment(leaks=False),
        # Python itself has no sanitizer, which must come first in a process, and which looks for
        # __cxa_throw before Python has loaded libstdc++.
        "LD_PRELOAD": f"{library('libasan.so')} {library('libstdc++.so.6')}",
        # The checkout has the tests; its own package must not be found first.
        "PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), str(ROOT)]),
        "PYTHONSAFEPATH": "1",
        "PYTHONMALLOC": "malloc",  # Python's own allocator hides what happens to its memory
        "TORCHSHARP_PY_LIBRARY": str(PACKAGE / "lib"),
        "TORCHSHARP_PY_EXITS": os.environ.get("TORCHSHARP_PY_EXITS", "3"),  # of 20: each is slow
    }


def run_python(*arguments: str) -> int:
    """Runs Python on the package with sanitizers; returns the exit status."""
    variables = python_environment()
    where = [sys.executable, "-c", "from torchsharp_py import _C; print(_C.__file__)"]
    found = subprocess.run(where, env=variables, check=True, capture_output=True, text=True)
    if PACKAGE not in Path(found.stdout.strip()).parents:
        raise SystemExit(f"Python finds {found.stdout.strip()}, which is not in {PACKAGE}")
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=variables, cwd=ROOT, check=False).returncode


def run_pytest(*arguments: str) -> int:
    """Runs tests on the package with sanitizers; returns the exit status."""
    pytest = ("-m", "pytest", "--import-mode=append", "-q", "-p", "no:cacheprovider")
    return run_python(*pytest, *arguments)


def has_dotnet() -> bool:
    """Whether the assemblies are built, and there is something to run them."""
    has = "DOTNET_ROOT" in os.environ and (PACKAGE / "lib" / "TorchSharpPy.dll").is_file()
    if not has:
        say("left out C#: there is no .NET SDK (make setup says why)")
    return has


def run_abi_tests() -> int:
    """Runs the C++ tests of the ABI; returns the exit status."""
    say("running the C++ tests of the ABI")
    return run_program("abi_tests")


def run_damaged_files() -> int:
    """Reads damaged files of every family; returns the exit status."""
    say(f"reading {DAMAGED_FILES} damaged files")
    folder = PLACE / "damaged"
    shutil.rmtree(folder, ignore_errors=True)
    write = ["-m", "tests.fuzz", "-n", str(DAMAGED_FILES), "--write", str(folder)]
    subprocess.run([sys.executable, *write], cwd=ROOT, check=True)
    return run_program("damaged_files", str(folder))


def run_python_tests() -> int:
    """Runs Python tests; returns the exit status."""
    say("running Python tests")
    tests = [str(ROOT / "tests" / "python" / name) for name in PYTHON_TESTS]
    without = [f"--deselect=tests/python/{name}" for name in DESELECTED]
    return run_pytest("-n", os.environ.get("TEST_PROCESSES", "2"), *without, *tests)


def run_csharp_tests() -> int:
    """Runs the C# tests; returns the exit status."""
    if not has_dotnet():
        return 0
    say("running the C# tests")
    return run_pytest(str(ROOT / "tests" / "dotnet" / "test_csharp.py"))


def run_fuzzer() -> int:
    """Tries damaged files in both languages; returns the exit status."""
    say(f"trying {FUZZED_FILES} damaged files")
    languages = "python,csharp" if has_dotnet() else "python"
    folder = PLACE / "fuzz"
    return run_python(
        *("-m", "tests.fuzz", "-n", str(FUZZED_FILES), "--languages", languages),
        # A limit would include what the sanitizers reserve for themselves.
        *("--unlimited-memory", "--limit", "300", "--folder", str(folder)),
    )


PARTS: dict[str, Callable[[], int]] = {
    "abi": run_abi_tests,
    "damaged": run_damaged_files,
    "python": run_python_tests,
    "csharp": run_csharp_tests,
    "fuzz": run_fuzzer,
}


def main() -> int:
    """Runs the program; returns its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--build", action="store_true", help="build, and run no tests")
    parser.add_argument("--part", action="append", choices=PARTS, help="run this part alone")
    parser.add_argument("pytest", nargs="*", help="what pytest runs instead of the parts")
    chosen = parser.parse_args()
    build()
    make_package()
    if chosen.build:
        return 0
    write = [sys.executable, "-m", "tests.models.write_fixtures", str(FIXTURES)]
    subprocess.run(write, cwd=ROOT, check=True)
    if chosen.pytest:
        return run_pytest(*chosen.pytest)
    for name in chosen.part or PARTS:
        start = time.monotonic()
        if status := PARTS[name]():
            return status
        say(f"{name}: passed in {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
