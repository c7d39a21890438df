"""Each guide in docs/ shows its samples, and the samples print what their comments say.

A guide NAME is docs/NAME.md with samples/guides/NAME.py as its first Python snippet and
samples/csharp/Guides/Name.cs (class Guides.Name, method Run) as its first C# snippet.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet, program
from tests.programs import promised

SAMPLES = ROOT / "samples"
PYTHON = sorted(path.stem for path in (SAMPLES / "guides").glob("*.py"))
CSHARP = sorted(
    path.stem for path in (SAMPLES / "csharp" / "Guides").glob("*.cs") if path.stem != "Program"
)


def first_snippet(guide: str, language: str) -> str:
    """The first code block of a language on the guide's page."""
    page = (ROOT / "docs" / f"{guide}.md").read_text(encoding="utf-8")
    found = re.search(rf"```{language}\n(.*?)```", page, flags=re.DOTALL)
    assert found, f"docs/{guide}.md has no {language} snippet"
    return found.group(1)


@pytest.fixture
def folder(tmp_path: Path, models: Path) -> Path:
    """Where a sample runs: the model of the README is there, and one that only Python can make."""
    shutil.copy(models / "sample.pt", tmp_path)
    shutil.copy(models / "quantized_dynamic.pt", tmp_path)
    return tmp_path


def run(command: list[str], folder: Path) -> list[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_guides_come_in_both_languages() -> None:
    assert [name.lower() for name in CSHARP] == PYTHON


@pytest.mark.parametrize("guide", PYTHON)
def test_the_python_sample(guide: str, folder: Path) -> None:
    sample = SAMPLES / "guides" / f"{guide}.py"
    source = sample.read_text(encoding="utf-8")
    assert first_snippet(guide, "python") == source
    printed = run([sys.executable, str(sample)], folder)
    assert printed == promised(source, "#")
    assert printed


@needs_dotnet
@pytest.mark.parametrize("guide", CSHARP)
def test_the_csharp_sample(guide: str, folder: Path) -> None:
    source = (SAMPLES / "csharp" / "Guides" / f"{guide}.cs").read_text(encoding="utf-8")
    assert first_snippet(guide.lower(), "csharp") == source
    printed = run([*program("Guides"), guide], folder)
    assert printed == promised(source, "//")
    assert printed
