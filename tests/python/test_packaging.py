"""The wheel is complete and works from another folder."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
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
def wheel(packages: Path) -> Path:
    """The wheel of this checkout."""
    return next(packages.glob("*.whl"))


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
        assert {"lib/TorchSharpPy.dll", "lib/TorchSharpPy.Vision.dll"} <= inside


def test_the_source_distribution_has_every_file(packages: Path) -> None:
    """So it can build the package, and run its tests and its demonstration."""
    if not (ROOT / ".git").exists():
        pytest.skip("only a checkout knows which files there are")
    listed = run(["git", "ls-files"], cwd=ROOT).splitlines()
    (archive,) = packages.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        packed = {name.partition("/")[2] for name in files.getnames()}
    hidden = {name for name in listed if name.startswith(".")}
    assert set(listed) - hidden <= packed


def test_the_description_has_no_relative_links(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    text = archive.read(metadata).decode()
    assert "Requires-Python: >=3.11" in text
    assert "# torchsharp_py" in text
    assert re.findall(r"\]\((?!https?:|#)[^)]*\)", text) == []


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
