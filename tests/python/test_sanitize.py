"""`scripts/sanitize.py` names what exists, and CMake refuses what has no sanitizers.

What the sanitizers find is `make sanitize`: it takes too long for every run.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "tests" / "cpp" / "sanitizers"


@pytest.fixture(scope="module")
def sanitize() -> ModuleType:
    """The script."""
    spec = importlib.util.spec_from_file_location("sanitize", ROOT / "scripts" / "sanitize.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_the_python_tests_exist(sanitize: ModuleType) -> None:
    missing = [
        name for name in sanitize.PYTHON_TESTS if not (ROOT / "tests" / "python" / name).is_file()
    ]
    assert missing == []


def test_what_is_left_out_exists(sanitize: ModuleType) -> None:
    for each in sanitize.DESELECTED:
        name, _, test = each.partition("::")
        assert name in sanitize.PYTHON_TESTS
        source = (ROOT / "tests" / "python" / name).read_text(encoding="utf-8")
        assert f"def {test}(" in source


def test_every_suppression_says_why() -> None:
    blocks = (SETTINGS / "leaks.txt").read_text(encoding="utf-8").strip().split("\n\n")
    assert blocks[0].startswith("# What ")
    for block in blocks[1:]:
        lines = block.splitlines()
        assert lines[0].startswith("# ")
        rules = [line for line in lines if not line.startswith("#")]
        assert rules
        assert all(":" in rule for rule in rules)


def test_the_programs_with_sanitizers_find_their_settings(sanitize: ModuleType) -> None:
    variables = sanitize.environment(leaks=True)
    choices = variables["LSAN_OPTIONS"].split(":")
    (path,) = [one.removeprefix("suppressions=") for one in choices if one.startswith("suppr")]
    assert Path(path).is_file()
    assert "detect_leaks=1" in variables["ASAN_OPTIONS"]
    assert "detect_leaks=0" in sanitize.environment(leaks=False)["ASAN_OPTIONS"]


def test_cmake_refuses_other_systems(tmp_path: Path) -> None:
    cmake = shutil.which("cmake")
    assert cmake is not None
    script = tmp_path / "try.cmake"
    script.write_text(f'include("{ROOT / "cmake" / "Sanitizers.cmake"}")\nuse_sanitizers(any)\n')
    known = ["-DCMAKE_SYSTEM_NAME=Windows", "-DCMAKE_CXX_COMPILER_ID=MSVC"]
    command = [cmake, "-DTORCHSHARP_PY_SANITIZE=ON", *known, "-P", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "needs GCC or Clang on Linux" in " ".join(done.stderr.split())
