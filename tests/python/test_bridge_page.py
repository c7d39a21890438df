"""The snippets of docs/guides/bridge.md: the C# one is in HostedPython, the Python one runs."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.dotnet.dotnet_programs import ROOT, environment, needs_dotnet, program
from tests.python.test_guides import missing_lines, opening

pytestmark = needs_dotnet


def without_comment(line: str) -> str:
    return re.sub(r"\s*//.*", "", line)


def run(command: list[str]) -> str:
    variables = environment(PYTHONPATH=str(ROOT))
    done = subprocess.run(command, capture_output=True, text=True, env=variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_csharp_snippet_is_lines_of_a_scenario() -> None:
    source = ROOT / "tests" / "dotnet" / "HostedPython" / "BridgePage.cs"
    lines = [without_comment(line) for line in opening("bridge", "csharp")]
    assert missing_lines(lines, source.read_text(encoding="utf-8")) == []


def test_the_python_snippet() -> None:
    *_, assembly = program("HostedPython")
    script = "\n".join(opening("bridge", "python")).replace("bin/MyModels.dll", assembly)
    assert run([sys.executable, "-c", script]) == "tensor(10.)\n"
