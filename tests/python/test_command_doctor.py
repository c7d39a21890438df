"""The command ``doctor``: what works, and what is broken, is named with its cure."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import torchsharp_py
from tests.dotnet.dotnet_programs import DOTNET_ROOT, ROOT, environment, needs_dotnet
from tests.torch_version import torch_releases
from torchsharp_py import _C, _libtorch
from torchsharp_py.commands.asked import asks_for
from torchsharp_py.commands.doctor import csharp_parts, python_parts
from torchsharp_py.commands.doctor.children import ChildError, run_python
from torchsharp_py.commands.doctor.environment import check_environment
from torchsharp_py.commands.doctor.findings import Finding, State


def doctor(
    *arguments: str, package: Path = ROOT, **changes: str | None
) -> subprocess.CompletedProcess[str]:
    variables = environment(PYTHONPATH=str(package), **changes)
    command = [sys.executable, "-m", "torchsharp_py", "doctor", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=variables, cwd=package)


@needs_dotnet
def test_an_installation_that_works() -> None:
    done = doctor("--json", "--need", "csharp")
    found = {one["part"]: one for one in json.loads(done.stdout)}
    assert done.returncode == 0, done.stdout
    parts = ["Python", "torch", "native library", "Python call", ".NET", "pythonnet"]
    for part in (*parts, "C# assembly", "C# call"):
        assert found[part]["state"] == "ok", found[part]
    assert torchsharp_py.build_info() in found["native library"]["text"]
    assert str(DOTNET_ROOT) in found[".NET"]["text"]
    assert found["C# call"]["text"].startswith("compiled a function in .NET ")


def test_a_package_that_does_not_load_is_examined(tmp_path: Path) -> None:
    """Without the native libraries and .NET, on another release of torch."""
    ignored = shutil.ignore_patterns("lib", "_C.*", "__pycache__")
    shutil.copytree(ROOT / "torchsharp_py", tmp_path / "torchsharp_py", ignore=ignored)
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch" / "__init__.py").write_text("raise ImportError('not a real torch')")
    (tmp_path / "torch" / "version.py").write_text("__version__ = '1.2.3'\n")
    done = doctor(package=tmp_path, DOTNET_ROOT=str(tmp_path), PATH=str(tmp_path))
    assert done.returncode == 1, done.stderr
    lines = {line[9:23].strip(): line for line in done.stdout.splitlines() if line[:1].strip()}
    assert lines["Python"].startswith("ok ")
    assert lines["torch"].startswith("FAILED ")
    assert "1.2.3 in " in lines["torch"]
    default = torch_releases.name_of(torch_releases.DEFAULT)  # as nothing is built there
    assert f"to mend: pip install 'torch=={default}.*'" in done.stdout
    assert lines["native library"].startswith("FAILED ")
    assert lines["Python call"].startswith("FAILED ")
    assert "ImportError: not a real torch" in lines["Python call"]
    assert lines[".NET"].startswith("missing ")
    assert lines["C# assembly"].startswith("missing ")
    assert lines["C# call"].endswith("not tried without .NET, C# assembly")
    assert f"FAILED   environment    DOTNET_ROOT={tmp_path}\n" in done.stdout
    assert "to mend: unset DOTNET_ROOT, or set it to a folder with host/fxr" in done.stdout
    last = done.stdout.splitlines()[-1]
    assert last == "5 failed: torch, native library, Python call, GPU, environment"


def test_the_error_of_an_import_names_the_doctor(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("_C.*", "__pycache__")
    shutil.copytree(ROOT / "torchsharp_py", tmp_path / "torchsharp_py", ignore=ignored)
    (tmp_path / "torchsharp_py" / Path(_C.__file__).name).write_text("not a library")
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import torchsharp_py"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "`torchsharp-py doctor`" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "interpreter", "asked"),
    [
        (["-m", "doctor"], ["python", "-m", "torchsharp_py"], True),
        (["-m", "doctor", "--json"], ["python", "-X", "dev", "-m", "torchsharp_py"], True),
        (["/venv/bin/torchsharp-py", "doctor"], ["python", "/venv/bin/torchsharp-py"], True),
        (["C:\\venv\\Scripts\\torchsharp-py.exe", "doctor"], ["python", "torchsharp-py.exe"], True),
        (["-m", "inspect", "doctor"], ["python", "-m", "torchsharp_py"], False),
        (["-m", "doctor"], ["python", "-m", "clinic"], False),
        (["-m"], ["python", "-m", "torchsharp_py"], False),
        (["mine.py", "doctor"], ["python", "mine.py"], False),
        (["mine.py", "-m", "torchsharp_py", "doctor"], ["python", "mine.py"], False),
        ([""], ["python"], False),
    ],
)
def test_which_command_lines_ask_for_the_doctor(
    arguments: list[str], interpreter: list[str], asked: bool
) -> None:
    assert asks_for("doctor", arguments, interpreter + arguments[1:]) is asked


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_crash_is_survived_and_named() -> None:
    with pytest.raises(ChildError, match="signal SIGABRT"):
        run_python("import os; os.abort()")
    with pytest.raises(ChildError, match="status 7"):
        run_python("sys.exit(7)")
    with pytest.raises(ChildError, match=r"^ValueError: first\nsecond$"):
        run_python("raise ValueError('first\\nsecond')")
    assert run_python("import torchsharp_py; print(torchsharp_py.__file__)").startswith(str(ROOT))


def test_a_missing_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    found = python_parts.check_torch()
    assert found.state is State.FAILED
    assert found.cure == f"pip install 'torch=={_libtorch.RELEASE}.*'"


def test_a_call_is_not_tried_if_its_parts_are_missing() -> None:
    parts = [Finding(".NET", State.FAILED, ""), Finding("pythonnet", State.OK, "")]
    found = csharp_parts.check_csharp_call(parts)
    assert (found.state, found.text) == (State.MISSING, "not tried without .NET")


def test_variables_that_lead_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LIBTORCH", str(tmp_path))
    monkeypatch.setenv("TORCHSHARP_PY_LIBRARY", str(tmp_path))
    found = {one.text.partition("=")[0]: one for one in check_environment()}
    assert found["LIBTORCH"].state is State.FAILED
    assert found["LIBTORCH"].cure == "unset LIBTORCH, or set it to a folder that contains lib"
    assert found["TORCHSHARP_PY_LIBRARY"].state is State.OK
