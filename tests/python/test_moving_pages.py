"""The pages for those who come from another library run as they say.

docs/start/from-NAME.md opens with lines of samples/start/from_name.py, and of a C# program in
samples/csharp/Guides/Start if there is one, and ends with the whole programs.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT, needs_dotnet, program
from tests.models.programs import promised
from tests.python.test_guides import missing_lines, run, snippets

PAGES = ROOT / "docs" / "start"
PYTHON = sorted(path.stem for path in (ROOT / "samples" / "start").glob("*.py"))
CSHARP = {"from_onnxruntime": "FromOnnxRuntime"}
ENDING = re.compile(r"\n## The whole programs?\n")


@pytest.fixture
def folder(tmp_path: Path, models: Path) -> Path:
    shutil.copy(models / "sample.pt", tmp_path)
    return tmp_path


def parts(name: str, language: str) -> tuple[list[str], str]:
    """The lines of a page's opening snippet, and its whole program."""
    page = (PAGES / f"{name.replace('_', '-')}.md").read_text(encoding="utf-8")
    beginning, ending = ENDING.split(page)
    opening, *_ = snippets(beginning, language)
    (whole,) = snippets(ending, language)
    lines = [line.strip() for line in opening.splitlines()]
    return [line for line in lines if line not in ("", "...")], whole


@pytest.mark.parametrize("name", PYTHON)
def test_the_python_program(name: str, folder: Path) -> None:
    sample = ROOT / "samples" / "start" / f"{name}.py"
    source = sample.read_text(encoding="utf-8")
    opening, whole = parts(name, "python")
    assert whole == source
    assert len(opening) >= 4
    assert missing_lines(opening, source) == []
    printed = run([sys.executable, str(sample)], folder)
    assert printed == promised(source, "#")
    assert len(printed) >= 5


@needs_dotnet
@pytest.mark.parametrize("name", sorted(CSHARP))
def test_the_csharp_program(name: str, folder: Path) -> None:
    sample = ROOT / "samples" / "csharp" / "Guides" / "Start" / f"{CSHARP[name]}.cs"
    source = sample.read_text(encoding="utf-8")
    opening, whole = parts(name, "csharp")
    assert whole == source
    assert len(opening) >= 4
    assert missing_lines(opening, source) == []
    printed = run([*program("Guides"), CSHARP[name]], folder)
    assert printed == promised(source, "//")
    assert len(printed) >= 5
