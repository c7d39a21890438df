"""The table of torch's releases is what everything is built by, and refuses what does not fit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import torch

from tests.dotnet.dotnet_programs import ROOT
from tests.torch_version import RELEASE, torch_releases
from torchsharp_py import _libtorch

sys.path.insert(0, str(ROOT / "scripts"))

import torch_tree


def test_one_release_is_meant_everywhere() -> None:
    assert RELEASE.name == _libtorch.RELEASE
    built = (ROOT / "torchsharp_py" / "lib" / "libtorch_release.txt").read_text()
    assert built == f"{RELEASE.name}\n"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert f"torch=={torch_releases.DEFAULT}" in project["build-system"]["requires"]
    source = (ROOT / "torchsharp_py" / "_libtorch.py").read_text()
    assert f'return "{torch_releases.name_of(torch_releases.DEFAULT)}"' in source


def test_the_version_of_a_release_is_of_that_release() -> None:
    assert torch_releases.DEFAULT in {row.torch for row in torch_releases.RELEASES.values()}
    for name, row in torch_releases.RELEASES.items():
        assert torch_releases.release_of(row.torch) is row
        assert row.torch.startswith(f"{name}.")
    assert torch_releases.read_version(Path(torch.__file__).parent) == torch.__version__


def test_a_release_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(
        torch_releases.UnknownReleaseError,
        match=r"torch 2\.99\.1\+cpu is not among .*2\.14\.1.*: pip install torch==",
    ):
        torch_releases.release_of("2.99.1+cpu")
    assert torch_releases.release_of("2.14.0").requirement == "torch>=2.14,<2.15"


def query(
    folder: Path, version: str, header: int, library: int
) -> subprocess.CompletedProcess[str]:
    """What the configure step finds out about a torch with these versions of pybind11."""
    package = folder / "torch"
    (package / "include" / "pybind11" / "detail").mkdir(parents=True)
    (package / "lib").mkdir()
    (package / "__init__.py").write_text("")
    (package / "version.py").write_text(f"__version__ = '{version}'\n")
    (package / "include" / "pybind11" / "detail" / "internals.h").write_text(
        f"#    define PYBIND11_INTERNALS_VERSION {header}\n"
    )
    for name in ("libtorch_python.so", "libtorch_python.dylib", "torch_python.dll"):
        (package / "lib" / name).write_text(f"...__pybind11_internals_v{library}_system_...")
    source = f"""
import runpy, sys
sys.path.insert(0, {str(folder)!r})
runpy.run_path({str(ROOT / "cmake" / "query_torch.py")!r}, run_name="__main__")
"""
    return subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)


def test_the_configure_step_knows_the_release(tmp_path: Path) -> None:
    done = query(tmp_path, "2.14.0+cu130", 12, 12)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"TORCH_ROOT={(tmp_path / 'torch').as_posix()}",
        "TORCH_VERSION=2.14.0+cu130",
        "TORCH_RELEASE=2.14",
        "TORCH_PYBIND11=12",
    ]


@pytest.mark.parametrize(("header", "library"), [(11, 12), (12, 11), (11, 11)])
def test_the_configure_step_refuses_another_pybind11(
    tmp_path: Path, header: int, library: int
) -> None:
    done = query(tmp_path, "2.14.1+cpu", header, library)
    assert done.returncode == 1
    assert done.stderr.startswith("pybind11 mismatch: torch 2.14 has internals version 12, but ")
    assert f"include have {header}, " in done.stderr
    assert f"was built with {library}. " in done.stderr
    assert "pip install --force-reinstall torch==2.14.1" in done.stderr


def test_the_configure_step_refuses_an_unknown_release(tmp_path: Path) -> None:
    done = query(tmp_path, "2.99.0", 13, 13)
    assert done.returncode == 1
    assert "torch 2.99.0 is not among the releases" in done.stderr
    assert f"(found in {tmp_path / 'torch'})" in done.stderr


def test_a_copy_follows_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = tmp_path / "checkout"
    (checkout / "csrc").mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", str(checkout)], check=True)
    (checkout / ".gitignore").write_text(
        "/build\n/.venv\n/.venv-torch-*/\n/.torch-version\n/.dotnet\n"
    )
    (checkout / "csrc" / "one.cpp").write_text("1")
    (checkout / "csrc" / "two.cpp").write_text("2")
    monkeypatch.setattr(torch_tree, "ROOT", checkout)
    tree = torch_tree.make_tree("2.14.1")
    assert tree == checkout / "build" / "torch-2.14.1"
    assert (tree / ".torch-version").read_text() == "2.14.1\n"
    assert (tree / ".venv").resolve() == checkout / ".venv-torch-2.14.1"
    built = tree / "build" / "object.o"
    built.parent.mkdir()
    built.write_text("built")
    time = (tree / "csrc" / "two.cpp").stat().st_mtime_ns

    (checkout / "csrc" / "one.cpp").unlink()
    (checkout / "csrc" / "three.cpp").write_text("3")
    # A compiler builds what is newer than its result: the copy has built something meanwhile.
    os.utime(checkout / "csrc" / "three.cpp", ns=(0, 0))
    torch_tree.make_tree("2.14.1")
    assert {path.name for path in (tree / "csrc").iterdir()} == {"two.cpp", "three.cpp"}
    assert built.read_text() == "built"
    assert (tree / "csrc" / "two.cpp").stat().st_mtime_ns == time
    assert (tree / "csrc" / "three.cpp").stat().st_mtime_ns >= time


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_the_environment_of_a_copy_is_made_where_its_link_points(tmp_path: Path) -> None:
    environment, copy = tmp_path / "environment", tmp_path / "copy"
    environment.mkdir()
    copy.mkdir()
    shutil.copy(ROOT / "Makefile", copy)
    (copy / ".torch-version").write_text("2.14.1\n")
    (copy / ".venv").symlink_to(environment, target_is_directory=True)
    # `tools` looks for compilers, which the environment does not need.
    command = ["make", "-C", str(copy), "-o", "tools", f"PYTHON3={sys.executable}"]
    python = Path(".venv") / ("Scripts/python" if sys.platform == "win32" else "bin/python")
    done = subprocess.run([*command, python.as_posix()], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (copy / ".venv").is_symlink()
    assert (environment / "pyvenv.cfg").is_file()


def test_a_copy_is_for_a_full_version() -> None:
    with pytest.raises(torch_releases.UnknownReleaseError, match=r"use TORCH=2\.14\.1"):
        torch_tree.make_tree("2.14")
