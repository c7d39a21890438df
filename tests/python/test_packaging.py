"""The wheel is complete and works from another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import DOTNET_ROOT, ROOT, environment, needs_dotnet, program
from torchsharp_py import _libtorch

HOST = "torchsharp_py/notebook/host"


def run(command: list[str], **options: object) -> str:
    done = subprocess.run(command, capture_output=True, text=True, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A wheel built from this checkout; the checkout's own build is restored afterwards."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    variables = {**os.environ, "TORCHSHARP_PY_TESTS": "1"}
    run([*build, str(ROOT)], env=variables)
    yield next(folder.glob("*.whl"))
    in_place = [sys.executable, "setup.py", "--quiet", "build_ext", "--inplace"]
    run(in_place, cwd=ROOT, env={**variables, "TORCHSHARP_PY_DOTNET": "0"})


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with only the wheel's content installed."""
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    run([*pip, "--target", str(folder), str(wheel)])
    return folder


def test_the_wheel_has_every_part(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name.removeprefix("torchsharp_py/") for name in names}
    expected = {"jit.py", "dotnet.py", "_C.pyi", "py.typed", "include/torchsharp_core.h"}
    expected |= {f"notebook/host/{path.name}" for path in (ROOT / HOST).glob("*.cs")}
    assert expected <= inside
    assert any(name.startswith("_C.") and name.endswith((".so", ".pyd")) for name in inside)
    assert any("torchsharp_core." in name for name in inside if name.startswith("lib/"))
    if DOTNET_ROOT is not None:
        assert "lib/TorchSharpPy.dll" in inside


def test_no_file_contains_the_path_of_the_checkout(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    for name in archive.namelist():
        if name.endswith((".so", ".dll", ".py")):
            assert str(ROOT).encode() not in archive.read(name), name


def test_the_installed_package_works_from_another_folder(site: Path, tmp_path: Path) -> None:
    dotnet = "dotnet.load()\nfrom TorchSharpPy import torch as cs\nassert cs.ones(2).sum() == 2"
    test = f"""
import sys
sys.path.insert(0, {str(site)!r})
import torch, torchsharp_py
from torchsharp_py import dotnet, jit
assert torchsharp_py.__file__.startswith({str(site)!r}), torchsharp_py.__file__
assert jit.compile("def f(x): return x + 1").f(torch.ones(1)).item() == 2
{dotnet if DOTNET_ROOT is not None else ""}
print("works")
"""
    script = tmp_path / "script.py"
    script.write_text(test)
    assert run([sys.executable, str(script)], cwd=tmp_path).strip() == "works"


@needs_dotnet
def test_a_csharp_program_runs_on_the_installed_library(
    site: Path, tmp_path: Path, models: Path
) -> None:
    shutil.copy(models / "sample.pt", tmp_path)
    variables = environment(
        TORCHSHARP_PY_LIBRARY=str(site / "torchsharp_py" / "lib"),
        LIBTORCH=str(_libtorch.library_dir().parent),
        VIRTUAL_ENV=None,
    )
    assert "42" in run(program("Quickstart"), cwd=tmp_path, env=variables)
