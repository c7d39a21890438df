"""The first programs of docs/start run as the pages say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.dotnet.dotnet_programs import DOTNET_ROOT, ROOT, environment, needs_dotnet
from tests.python.test_readme import promised
from torchsharp_py.csharp.msbuild import import_lines

LIBRARY = ROOT / "torchsharp_py" / "lib"


def first_snippet(page: str, language: str) -> str:
    """The first code block of a language below "The first program"."""
    text = (ROOT / "docs" / "start" / page).read_text(encoding="utf-8")
    text = text.partition("## The first program\n")[2]
    found = re.search(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)
    assert found, f"docs/start/{page} has no {language} snippet"
    return found.group(1)


def run(command: list[str], folder: Path) -> str:
    # The checkout's package is installed in place, not in the environment's site-packages.
    variables = environment(TORCHSHARP_PY_LIBRARY=str(LIBRARY))
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_first_python_program(tmp_path: Path) -> None:
    source = first_snippet("python.md", "python")
    (tmp_path / "first.py").write_text(source, encoding="utf-8")
    printed = run([sys.executable, "first.py"], tmp_path).splitlines()
    assert printed == promised(source, "#")
    assert len(printed) == 2


@needs_dotnet
def test_the_first_csharp_program(tmp_path: Path) -> None:
    """Its project is built outside of the checkout, on the library of the package."""
    page = (ROOT / "docs" / "start" / "csharp.md").read_text(encoding="utf-8")
    making = re.search(r'\$ python -c "(import torch; .*)"\n', page)
    assert making
    run([sys.executable, "-c", making[1]], tmp_path)

    dotnet = shutil.which("dotnet", path=DOTNET_ROOT) or "dotnet"
    major, minor, *_ = run([dotnet, "--version"], tmp_path).split(".")
    framework = f"netcoreapp{major}.{minor}" if major == "3" else f"net{major}.{minor}"
    project = first_snippet("csharp.md", "xml")
    shown = '  <Import Project="path/to/torchsharp_py/lib/TorchSharpPy.targets" />'
    assert shown in project
    project = project.replace(shown, import_lines())
    project = project.replace("net8.0", framework)  # what the SDK at hand can build
    source = first_snippet("csharp.md", "csharp")
    (tmp_path / "First.csproj").write_text(project, encoding="utf-8")
    (tmp_path / "Program.cs").write_text(source, encoding="utf-8")
    shutil.copy(ROOT / "NuGet.config", tmp_path)  # what a build without a network needs

    build = [dotnet, "build", "First.csproj", "-nologo", "-v:q", "-o", "out"]
    options = ["-p:NuGetAudit=false", "-p:UseSharedCompilation=false", "-p:RollForward=LatestMajor"]
    run([*build, *options], tmp_path)
    printed = run([dotnet, "out/First.dll"], tmp_path).splitlines()
    assert printed == promised(source, "//")
    assert len(printed) == 2
