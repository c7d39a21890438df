"""The snippets about compiling in docs/guides/scripting.md run and print their comments."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.dotnet.dotnet_programs import ROOT, environment
from tests.models.programs import promised


def section(language: str) -> str:
    page = (ROOT / "docs" / "guides" / "scripting.md").read_text(encoding="utf-8")
    text = page[page.index("## Compiling source") :]
    found = re.search(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    assert found
    return found.group(1)


def test_the_snippet_of_the_page(tmp_path: Path) -> None:
    snippet = section("python")
    done = subprocess.run(
        [sys.executable, "-c", snippet],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    )
    assert done.stdout.splitlines() == promised(snippet, "#")
    assert len(done.stdout.splitlines()) == 3


def test_the_csharp_snippet_of_the_page_is_lines_of_a_test() -> None:
    tests = ROOT / "tests" / "dotnet" / "TorchSharpPy.Tests" / "CompilePageTests.cs"
    tested = {re.sub(r"\s*//.*", "", line).strip() for line in tests.read_text().splitlines()}
    lines = [re.sub(r"\s*//.*", "", line).strip() for line in section("csharp").splitlines()]
    assert [line for line in lines if line not in tested] == []
    source = re.search(r'source = """\n(.*?)"""', section("python"), flags=re.DOTALL)
    assert source
    assert source.group(1) in tests.read_text()
