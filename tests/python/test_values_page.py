"""The snippets of docs/reference/values.md are the samples and print what their comments say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet, program
from tests.models.programs import promised

PAGE = (ROOT / "docs" / "reference" / "values.md").read_text(encoding="utf-8")
SAMPLES = ROOT / "samples"


def snippets(language: str) -> list[str]:
    """The page's code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


def run(command: list[str], folder: Path) -> list[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the model of the page."""
    run([sys.executable, str(SAMPLES / "values_model.py")], tmp_path)
    return tmp_path


def test_the_python_snippets(folder: Path) -> None:
    model, use = snippets("python")
    assert model == (SAMPLES / "values_model.py").read_text(encoding="utf-8")
    assert use == (SAMPLES / "values.py").read_text(encoding="utf-8")
    printed = run([sys.executable, str(SAMPLES / "values.py")], folder)
    assert printed == promised(use, "#")
    assert len(printed) == 6


@needs_dotnet
def test_the_csharp_snippet(folder: Path) -> None:
    source = SAMPLES / "csharp" / "Values" / "Program.cs"
    use, *_ = snippets("csharp")
    assert use == source.read_text(encoding="utf-8")
    printed = run(program("Values"), folder)
    assert printed == promised(use, "//")
    assert len(printed) == 8


@needs_dotnet
def test_the_short_csharp_snippets_are_lines_of_a_test() -> None:
    tests = ROOT / "tests" / "dotnet" / "TorchSharpPy.Tests" / "ValuesPageTests.cs"
    tested = {re.sub(r"\s*//.*", "", line).strip() for line in tests.read_text().splitlines()}
    for snippet in snippets("csharp")[1:]:
        for line in snippet.splitlines():
            assert re.sub(r"\s*//.*", "", line).strip() in tested, line
