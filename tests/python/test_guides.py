"""Each guide opens with a short snippet in both languages, and ends with the whole programs.

A guide NAME is docs/guides/NAME.md, with samples/guides/NAME.py and samples/csharp/Guides/Name.cs
(class Guides.Name, method Run) under the heading "The whole programs". The programs print what
their comments say. The lines of the short snippets are lines of the programs.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet, program
from tests.models.programs import promised

GUIDES = ROOT / "docs" / "guides"
SAMPLES = ROOT / "samples"
PROGRAMS = "## The whole programs\n"
LONGEST_OPENING = 14
PYTHON = sorted(path.stem for path in (SAMPLES / "guides").glob("*.py"))
CSHARP = sorted(
    path.stem for path in (SAMPLES / "csharp" / "Guides").glob("*.cs") if path.stem != "Program"
)
WITHOUT_PROGRAMS = {"bridge", "exit", "notebooks"}
CALLS_CSHARP = {"images"}  # what the Python program does, is written in C#


def snippets(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def opening(guide: str, language: str) -> list[str]:
    """The lines of the snippet that stands above the first heading of a guide."""
    page = (GUIDES / f"{guide}.md").read_text(encoding="utf-8")
    (snippet,) = snippets(page.partition("\n## ")[0], language)
    lines = (line.strip() for line in snippet.splitlines())
    return [line for line in lines if line not in ("", "...")]


def whole_program(guide: str, language: str) -> str:
    page = (GUIDES / f"{guide}.md").read_text(encoding="utf-8")
    (snippet,) = snippets(page.partition(PROGRAMS)[2], language)
    return snippet


def missing_lines(lines: list[str], source: str) -> list[str]:
    """The lines that do not stand in the source in this order."""
    rest = iter([line.strip() for line in source.splitlines()])
    return [line for line in lines if line not in rest]


@pytest.fixture
def folder(tmp_path: Path, models: Path, backbone: Path) -> Path:
    """Where a sample runs, beside the README's model and three that only Python can make."""
    shutil.copy(models / "sample.pt", tmp_path)
    shutil.copy(models / "exported_training.pt2", tmp_path / "classifier.pt2")
    shutil.copy(models / "quantized_dynamic.pt", tmp_path)
    shutil.copy(backbone, tmp_path)
    return tmp_path


def run(command: list[str], folder: Path) -> list[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_guides_come_in_both_languages() -> None:
    pages = {path.stem for path in GUIDES.glob("*.md")}
    assert [name.lower() for name in CSHARP] == PYTHON == sorted(pages - WITHOUT_PROGRAMS)


@pytest.mark.parametrize("language", ["csharp", "python"])
@pytest.mark.parametrize("guide", [*PYTHON, *sorted(WITHOUT_PROGRAMS)])
def test_a_guide_opens_with_a_short_snippet(guide: str, language: str) -> None:
    lines = opening(guide, language)
    assert 4 <= len(lines) <= LONGEST_OPENING
    if guide not in WITHOUT_PROGRAMS:
        assert missing_lines(lines, whole_program(guide, language)) == []


def test_a_snippet_in_another_order_is_found() -> None:
    assert missing_lines(["b", "a"], "a\n  b\nc") == ["a"]
    assert missing_lines(["a", "c"], "a\n  b\nc") == []


@pytest.mark.parametrize(
    "guide",
    [pytest.param(guide, marks=needs_dotnet if guide in CALLS_CSHARP else ()) for guide in PYTHON],
)
def test_the_python_program(guide: str, folder: Path) -> None:
    sample = SAMPLES / "guides" / f"{guide}.py"
    source = sample.read_text(encoding="utf-8")
    assert whole_program(guide, "python") == source
    printed = run([sys.executable, str(sample)], folder)
    assert printed == promised(source, "#")
    assert printed


@needs_dotnet
@pytest.mark.parametrize("guide", CSHARP)
def test_the_csharp_program(guide: str, folder: Path) -> None:
    source = (SAMPLES / "csharp" / "Guides" / f"{guide}.cs").read_text(encoding="utf-8")
    assert whole_program(guide.lower(), "csharp") == source
    printed = run([*program("Guides"), guide], folder)
    assert printed == promised(source, "//")
    assert printed
