"""`scripts/sanitize.py` names what exists, and CMake refuses other sanitizers.

What the sanitizers find is `make sanitize`: it takes too long for every run.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from tests.cpp.test_cpp import abi_test_names

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


def test_the_tests_of_threads_exist(sanitize: ModuleType) -> None:
    names = sanitize.thread_tests()
    assert len(names) > 3
    assert set(names) <= set(abi_test_names())


@pytest.mark.parametrize("kind", ["leak", "race"])
def test_every_suppression_says_why(kind: str) -> None:
    blocks = (SETTINGS / f"{kind}s.txt").read_text(encoding="utf-8").strip().split("\n\n")
    assert blocks[0].startswith("# What ")
    for block in blocks[1:]:
        lines = block.splitlines()
        assert lines[0].startswith("# ")
        rules = [line for line in lines if not line.startswith("#")]
        assert rules
        assert all(":" in rule for rule in rules)


def test_the_programs_with_sanitizers_find_their_settings(sanitize: ModuleType) -> None:
    variables = sanitize.environment(leaks=True)
    for name in ("LSAN_OPTIONS", "TSAN_OPTIONS"):
        path = next(
            option.removeprefix("suppressions=")
            for option in variables[name].split(":")
            if option.startswith("suppressions=")
        )
        assert Path(path).is_file()
    assert "detect_leaks=1" in variables["ASAN_OPTIONS"]
    assert "detect_leaks=0" in sanitize.environment(leaks=False)["ASAN_OPTIONS"]


def test_cmake_refuses_another_sanitizer(tmp_path: Path) -> None:
    cmake = shutil.which("cmake")
    assert cmake is not None
    script = tmp_path / "try.cmake"
    script.write_text(f'include("{ROOT / "cmake" / "Sanitizers.cmake"}")\nuse_sanitizers(any)\n')
    known = ["-DCMAKE_SYSTEM_NAME=Linux", "-DCMAKE_CXX_COMPILER_ID=GNU"]
    command = [cmake, "-DTORCHSHARP_PY_SANITIZE=memory", *known, "-P", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "TORCHSHARP_PY_SANITIZE is 'memory'" in " ".join(done.stderr.split())
