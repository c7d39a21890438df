"""docs/deploy/folder.md: the folder that its commands make runs without Python, and is as large."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.dotnet.dotnet_programs import DOTNET_ROOT, ROOT, needs_dotnet
from tests.models.programs import promised
from tests.python.test_start_pages import first_snippet, run
from tests.torch_version import IS_DEFAULT, needs_torch_for_cpus
from torchsharp_py.csharp import installed
from torchsharp_py.csharp.msbuild import import_lines

PAGE = (ROOT / "docs" / "deploy" / "folder.md").read_text(encoding="utf-8")
# What a build needs here: the assembled SDK has no network, and runs on a later runtime.
PROPERTIES = """\
<Project><PropertyGroup>
<NuGetAudit>false</NuGetAudit>
<UseSharedCompilation>false</UseSharedCompilation>
<RollForward>LatestMajor</RollForward>
</PropertyGroup></Project>
"""


def commands() -> list[str]:
    """The commands of the section on publishing, in order."""
    section = PAGE.partition("## Publish\n")[2].partition("\n## ")[0]
    return re.findall(r"^\$ (.*)$", section, flags=re.MULTILINE)


def project(framework: str) -> str:
    found = re.search(r"```xml\n(.*?)```", PAGE, flags=re.DOTALL)
    assert found
    shown = '  <Import Project="path/to/torchsharp_py/lib/TorchSharpPy.targets" />'
    assert shown in found[1]
    return found[1].replace(shown, import_lines()).replace("net8.0", framework)


def size(*paths: Path) -> float:
    return sum(path.stat().st_size for path in paths) / 1e6


def loaded_libraries(folder: Path) -> set[Path]:
    """The libraries of torch and of ours that the loader's log names."""
    text = "".join(log.read_text(errors="replace") for log in folder.glob("loader.*"))
    paths = re.findall(r"calling init: (\S+)", text)
    return {
        (folder / path).resolve() for path in paths if re.search(r"torch|libc10|gomp|python", path)
    }


@needs_dotnet
@needs_torch_for_cpus  # CUDA's libraries are in other packages, which are not copied
def test_the_folder_runs_without_python(tmp_path: Path) -> None:
    dotnet = shutil.which("dotnet", path=DOTNET_ROOT) or "dotnet"
    major, minor, *_ = run([dotnet, "--version"], tmp_path).split(".")
    framework = f"netcoreapp{major}.{minor}" if major == "3" else f"net{major}.{minor}"
    source = first_snippet("csharp.md", "csharp")
    (tmp_path / "Program.cs").write_text(source, encoding="utf-8")
    (tmp_path / "First.csproj").write_text(project(framework), encoding="utf-8")
    (tmp_path / "Directory.Build.props").write_text(PROPERTIES, encoding="utf-8")
    shutil.copy(ROOT / "NuGet.config", tmp_path)
    making = "import torch; torch.jit.script(torch.nn.Linear(10, 2)).save('linear.pt')"
    run([sys.executable, "-c", making], tmp_path)

    *making_folder, running = commands()
    path = f"{Path(dotnet).parent}:{os.environ['PATH']}"
    for command in making_folder:
        run(["env", f"PATH={path}", "bash", "-c", command], tmp_path)
    # Nothing is inherited: no virtual environment, no PATH with a Python on it.
    done = subprocess.run(
        ["/bin/bash", "-c", running],
        cwd=tmp_path,
        env={
            "PATH": str(Path(dotnet).parent),
            "DOTNET_ROOT": str(DOTNET_ROOT),
            "LD_DEBUG": "files",
            "LD_DEBUG_OUTPUT": str(tmp_path / "loader"),
        },
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == promised(source, "//"), done.stderr
    app = (tmp_path / "app").resolve()
    libraries = loaded_libraries(tmp_path)
    assert len(libraries) >= 4
    assert [path for path in libraries if app not in path.parents] == []

    if not IS_DEFAULT:  # others have other sizes
        shutil.rmtree(app)
        return
    rows = dict(re.findall(r"^\| ([^|]+?) \| ([\d.]+) \|$", PAGE, flags=re.MULTILINE))
    stated = {name: float(number) for name, number in rows.items()}
    measured = {
        "`TorchSharpPy.dll`": size(app / "TorchSharpPy.dll"),
        "`libtorchsharp_core.so`": size(app / "libtorchsharp_core.so"),
        "libvips, for images only": size(*installed.libvips()),
        "libtorch 2.13.0 for the CPU, four libraries": size(
            *(path for path in app.glob("lib*.so*") if "torchsharp" not in path.name)
        ),
    }
    shutil.rmtree(app)  # libtorch is large, and pytest keeps the folders of some runs
    assert stated.keys() == measured.keys()
    assert {
        name: abs(stated[name] / measured[name] - 1) < 0.25 for name in stated
    } == dict.fromkeys(stated, True)
