"""What the loaders say if libtorch or the library is missing, damaged, or of another release."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import BUILD, ROOT, environment, needs_dotnet
from torchsharp_py import _libtorch

LIBRARY = ROOT / "torchsharp_py" / "lib" / "libtorchsharp_core.so"
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="makes libraries for Linux")

RELEASE = _libtorch.RELEASE
MEND = f"pip install 'torch=={RELEASE}.*'"
BUILD_IT = "build torchsharp_py for the "

# A library that is loaded first answers in libtorch's place.
OTHER_RELEASE = """
#include <stdint.h>
uint64_t aoti_torch_abi_version(void) { return (2ULL << 56) | (99ULL << 48) | (1ULL << 40); }
"""


@pytest.fixture(scope="module")
def other_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that makes libtorch say that it is 2.99.1."""
    return compile_library(tmp_path_factory.mktemp("other"), OTHER_RELEASE)


def compile_library(folder: Path, source: str) -> Path:
    (folder / "other.c").write_text(source)
    path = folder / "libother.so"
    compiler = os.environ.get("CC", "cc")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", path, folder / "other.c"], check=True)
    return path


def python(program: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    variables = environment(PYTHONPATH=str(ROOT), **changes)
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=variables
    )


def csharp(folder: Path, **changes: str | None) -> str:
    """What a C# program prints that is beside no library, and stops at the first call."""
    for name in ("Quickstart.dll", "Quickstart.runtimeconfig.json", "TorchSharpPy.dll"):
        shutil.copy(BUILD / "Quickstart" / name, folder)
    variables = environment(**{"VIRTUAL_ENV": None, "LIBTORCH": None, **changes})
    done = subprocess.run(
        ["dotnet", str(folder / "Quickstart.dll")],
        executable=shutil.which("dotnet", path=os.environ.get("DOTNET_ROOT")),
        capture_output=True,
        text=True,
        env=variables,
        cwd=folder,
    )
    assert done.returncode != 0
    return done.stderr


def test_python_refuses_another_torch_before_it_loads(tmp_path: Path) -> None:
    package = tmp_path / "torch"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "version.py").write_text("__version__ = '2.99.1+cpu'\n")
    done = python(f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import torchsharp_py")
    last = done.stderr.splitlines()[-1]
    here = ROOT / "torchsharp_py"
    assert last.startswith(f"ImportError: torchsharp_py in {here} is built for torch {RELEASE}, ")
    assert f"{package} is torch 2.99.1+cpu: {MEND}, or {BUILD_IT}" in last


@needs_linux
def test_python_refuses_another_libtorch(other_release: Path) -> None:
    done = python("import torchsharp_py", LD_PRELOAD=str(other_release))
    said = done.stderr.splitlines()[-1]
    assert re.search(
        rf"libtorchsharp_core from {re.escape(str(LIBRARY))} was built for libtorch "
        rf"{re.escape(RELEASE)}\.\d, but the process has loaded libtorch 2\.99\.1 from "
        rf"{re.escape(str(other_release))}: expected",
        said,
    ), said
    assert f"{MEND}), or set LIBTORCH or VIRTUAL_ENV" in said
    assert BUILD_IT in said


@needs_linux
def test_python_refuses_a_torch_with_another_pybind11(tmp_path: Path) -> None:
    """Its classes are where the extension does not see them. Here they are nowhere."""
    package = tmp_path / "torch"
    package.mkdir()
    real = _libtorch.library_dir()
    (package / "lib").symlink_to(real)
    shutil.copy(real.parent / "version.py", package)
    (package / "__init__.py").write_text("__version__ = 'of another pybind11'\n")
    done = python(f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from torchsharp_py import jit
unit = jit.compile("def f(x: int): return x + 1\\ndef g(): return torch.ones(2)")
assert unit.f(1) == 2  # without torch
try:
    unit.g()
except ImportError as error:
    print(error)
""")
    said = done.stdout
    assert f"was built for torch {RELEASE}." in said, done.stderr
    assert "whose classes are in __pybind11_internals_v" in said
    assert f"torch of another pybind11 from {package / '__init__.py'} has not put them" in said
    assert "pip install --force-reinstall 'torch==" in said


@needs_linux
def test_the_abi_refuses_another_libtorch(other_release: Path) -> None:
    program = f"""
import ctypes
core = ctypes.CDLL({str(LIBRARY)!r})
assert core.tsp_libtorch_check() == 1
value = ctypes.c_int64()
assert core.tsp_num_threads_get(ctypes.byref(value)) == 1
assert value.value == 0
class Text(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_int64)]
class Error(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_int32), ("line", ctypes.c_int32), ("column", ctypes.c_int32),
                ("reserved", ctypes.c_int32), ("message", Text), ("traceback", Text),
                ("raised", Text)]
error = Error()
core.tsp_error_get(ctypes.byref(error))
print(error.message.data.decode())
"""
    done = python(program, LD_PRELOAD=str(other_release))
    assert f"expected {RELEASE}. Install it ({MEND})" in done.stdout, done.stderr


@needs_linux
@needs_dotnet
def test_csharp_refuses_another_libtorch(other_release: Path, tmp_path: Path) -> None:
    said = csharp(
        tmp_path,
        TORCHSHARP_PY_LIBRARY=str(LIBRARY),
        LIBTORCH=str(_libtorch.library_dir().parent),
        LD_PRELOAD=str(other_release),
    )
    assert f"DllNotFoundException: libtorchsharp_core from {LIBRARY} was built for" in said
    assert f"has loaded libtorch 2.99.1 from {other_release}: expected {RELEASE}. " in said
    assert "Tried:" in said


@needs_linux
@needs_dotnet
def test_csharp_names_an_older_libtorch(tmp_path: Path) -> None:
    """It lacks the function that tells its version, and symbols that the library needs."""
    libtorch = tmp_path / "old" / "lib"
    libtorch.mkdir(parents=True)
    shutil.copy(compile_library(tmp_path, "int nothing;"), libtorch / "libtorch.so")
    damaged = tmp_path / "libtorchsharp_core.so"
    shutil.copy(
        compile_library(tmp_path, "int missing(void); int f(void) { return missing(); }"), damaged
    )
    said = csharp(tmp_path, LIBTORCH=str(libtorch.parent), LD_BIND_NOW="1")
    assert f"{damaged}: {damaged}: undefined symbol: missing" in said
    assert f"{libtorch / 'libtorch.so'}, does not tell its version: it is older than 2.9" in said
    assert f'pip install "torch=={RELEASE}.*"' in said


@needs_linux
@needs_dotnet
def test_csharp_says_that_the_library_is_missing(tmp_path: Path) -> None:
    said = csharp(tmp_path, LIBTORCH=str(_libtorch.library_dir().parent))
    assert f"which is built for libtorch {RELEASE}. Tried:" in said
    assert f"{tmp_path / 'libtorchsharp_core.so'}: no such file" in said
    assert re.search(rf"The libtorch that was loaded is {re.escape(RELEASE)}\.\d, /", said)
    assert "Refer to the NuGet package TorchSharpPy, or install the Python package" in said


@needs_linux
@needs_dotnet
def test_csharp_takes_no_other_libtorch_than_the_named_one(tmp_path: Path) -> None:
    said = csharp(tmp_path, LIBTORCH="/no/such", TORCHSHARP_PY_LIBRARY=str(LIBRARY))
    assert "/no/such/lib/libtorch.so: no such file" in said
    assert f"LIBTORCH must be a folder whose lib has libtorch {RELEASE}" in said


@needs_linux
@needs_dotnet
def test_csharp_repeats_what_the_system_said(tmp_path: Path) -> None:
    damaged = tmp_path / "libtorchsharp_core.so"
    damaged.write_bytes(b"not a library")
    said = csharp(tmp_path)
    assert f"{damaged}: {damaged}: file too short" in said
    assert "No libtorch was loaded" in said


@needs_linux
@needs_dotnet
def test_libraries_beside_the_program_are_found(tmp_path: Path, models: Path) -> None:
    from torchsharp_py.csharp.installed import native_libraries

    for library in native_libraries():
        (tmp_path / library.name).symlink_to(library)
    for name in ("Quickstart.dll", "Quickstart.runtimeconfig.json", "TorchSharpPy.dll"):
        shutil.copy(BUILD / "Quickstart" / name, tmp_path)
    shutil.copy(models / "sample.pt", tmp_path)
    done = subprocess.run(
        ["dotnet", "Quickstart.dll"],
        executable=shutil.which("dotnet", path=os.environ.get("DOTNET_ROOT")),
        capture_output=True,
        text=True,
        env=environment(VIRTUAL_ENV=None, LIBTORCH=None),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "42" in done.stdout
