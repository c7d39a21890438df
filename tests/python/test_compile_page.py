"""The snippets about compiling in docs/guides/scripting.md run and print their comments."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dotnet.dotnet_programs import ROOT, environment
from tests.models.programs import promised
from tests.models.refused_python import REFUSED

PAGE = (ROOT / "docs" / "guides" / "scripting.md").read_text(encoding="utf-8")


def section(language: str, heading: str = "## Compiling source") -> str:
    text = PAGE[PAGE.index(heading) :]
    found = re.search(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    assert found
    return found.group(1)


@pytest.mark.parametrize(
    ("heading", "lines"), [("## Compiling source", 3), ("### What the source may hold", 1)]
)
def test_the_snippets_of_the_page(tmp_path: Path, heading: str, lines: int) -> None:
    snippet = section("python", heading)
    done = subprocess.run(
        [sys.executable, "-c", snippet],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        check=True,
    )
    assert done.stdout.splitlines() == promised(snippet, "#")
    assert len(done.stdout.splitlines()) == lines


def test_the_csharp_snippet_of_the_page_is_lines_of_a_test() -> None:
    tests = ROOT / "tests" / "dotnet" / "TorchSharpPy.Tests" / "CompilePageTests.cs"
    tested = {re.sub(r"\s*//.*", "", line).strip() for line in tests.read_text().splitlines()}
    lines = [re.sub(r"\s*//.*", "", line).strip() for line in section("csharp").splitlines()]
    assert [line for line in lines if line not in tested] == []
    source = re.search(r'source = """\n(.*?)"""', section("python"), flags=re.DOTALL)
    assert source
    assert source.group(1) in tests.read_text()


def refused_on_the_page() -> list[str]:
    """The code in the first column of the table of what is not supported, of single constructs."""
    table = PAGE[PAGE.index("### What the source may hold") : PAGE.index("## Errors")]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    return [code for row in rows for code in re.findall(r"`([^`]+)`", row)]


def test_what_the_page_says_is_refused_is_in_the_table_of_the_tests() -> None:
    elsewhere = {"torch.nn.Module", "torch.nn.functional", "NamedTuple", "Enum", "object"}
    elsewhere |= {"elif", "-", "and", "or"}  # of the limits
    sources = " ".join(refused.source.replace("«", "") for refused in REFUSED.values())
    listed = {"{x:.2f}": ":.2f}", "{x!r}": "!r}", "{x=}": "= }"}
    codes = [code for code in refused_on_the_page() if code not in elsewhere]
    assert len(codes) > 10
    assert [code for code in codes if listed.get(code, code) not in sources] == []
