"""The README's snippets are the samples, and print what their comments say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet, program
from tests.models.programs import promised

README = (ROOT / "README.md").read_text(encoding="utf-8")


def snippet(language: str) -> str:
    """The README's first code block of a language."""
    found = re.search(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)
    assert found, f"the README has no {language} snippet"
    return found.group(1)


@pytest.fixture
def folder(tmp_path: Path, models: Path) -> Path:
    shutil.copy(models / "sample.pt", tmp_path)
    return tmp_path


def run(command: list[str], folder: Path) -> list[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_python_snippet(folder: Path) -> None:
    source = ROOT / "samples" / "quickstart.py"
    assert snippet("python") == source.read_text(encoding="utf-8")
    printed = run([sys.executable, str(source)], folder)
    assert printed == promised(snippet("python"), "#")
    assert len(printed) == 4


@needs_dotnet
def test_the_csharp_snippet(folder: Path) -> None:
    source = ROOT / "samples" / "csharp" / "Quickstart" / "Program.cs"
    assert snippet("csharp") == source.read_text(encoding="utf-8")
    printed = run(program("Quickstart"), folder)
    assert printed == promised(snippet("csharp"), "//")
    assert len(printed) == 5


def test_the_versions_are_those_that_the_checkout_pins() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", README, flags=re.MULTILINE)
    table = {name: (tested, untested) for name, tested, untested in rows}
    releases = (ROOT / "requirements" / "torch.toml").read_text(encoding="utf-8")
    torch = tomllib.loads(releases)["default"]
    assert table["torch"][0].split(",")[0] == torch
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (python,) = re.findall(r'^requires-python = ">=(.*)"$', project, flags=re.MULTILINE)
    assert table["Python"][1] == f"{python} and later"
    assert f"torch=={torch}" in README.partition("## Install")[2].partition("\n## ")[0]


def test_install_is_on_the_first_screen() -> None:
    assert "## Install" in README.splitlines()[:20]
