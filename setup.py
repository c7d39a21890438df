"""Builds the native libraries with CMake and the .NET assembly with the dotnet SDK.

Everything else about the package is in pyproject.toml. Variables that change a build:

    TORCHSHARP_PY_DOTNET=1   the build fails if it cannot have the .NET assembly; where no SDK is
                             found, one is assembled in .dotnet/
    TORCHSHARP_PY_DOTNET=0   leave the .NET assembly out
    TORCHSHARP_PY_TESTS=1    build the C++ tests and benchmarks too
    TORCHSHARP_PY_URL        the address of the repository, for the package's links
    CMAKE_ARGS               more arguments for CMake's configure step; with
                             -DTORCHSHARP_PY_UNITY=OFF each C++ source is compiled alone
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build import build
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).resolve().parent
PACKAGE = "torchsharp_py"
BUILD_TREE = ROOT / "build" / "cmake"
# Which builds TorchSharpPy.dll, too.
ASSEMBLY_PROJECT = ROOT / "dotnet" / "TorchSharpPy.Vision" / "TorchSharpPy.Vision.csproj"

sys.path.insert(0, str(ROOT / "scripts"))
import setup_dotnet  # noqa: E402  (a script of this checkout, not a dependency)
import torch_releases  # noqa: E402
from assemble_dotnet import DotnetUnavailableError  # noqa: E402


def say(message: str) -> None:
    """Prints one progress line."""
    print(f"==> {message}", flush=True)


class CleanBuild(build):
    """Starts from an empty folder: a file of an earlier build would become part of the package."""

    def run(self) -> None:
        """Clears the folder that the package is put together in, then builds."""
        shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


class CMakeBuild(build_ext):
    """Puts what CMake and dotnet build into the package's folder."""

    def run(self) -> None:
        """Builds; into the source tree for an editable install, else into the build folder."""
        in_place = bool(self.inplace or self.editable_mode)
        package = (ROOT if in_place else Path(self.build_lib).resolve()) / PACKAGE
        build_native(package, in_place)
        build_assembly(package / "lib")

    def get_outputs(self) -> list[str]:
        """Lists what was built, for the record of an installation."""
        package = Path(self.build_lib) / PACKAGE
        patterns = ("_C.*", "lib/*", "include/*")
        return [str(path) for pattern in patterns for path in sorted(package.glob(pattern))]

    def get_output_mapping(self) -> dict[str, str]:
        """Says that an editable install has its files where they were built."""
        return {}


def build_native(package: Path, in_place: bool) -> None:
    """Builds the C++ libraries and installs them.

    Args:
        package: The folder that becomes, or is, the Python package.
        in_place: Whether the libraries stay in this checkout, and so may remember where torch is.
    """
    tests = os.environ.get("TORCHSHARP_PY_TESTS", "0") == "1"
    targets = ["all", "test_programs"] if tests else ["all"]
    configure = [
        *("cmake", "-S", str(ROOT), "-B", str(BUILD_TREE), "-G", "Ninja"),
        "-DCMAKE_BUILD_TYPE=Release",
        f"-DPython_EXECUTABLE={sys.executable}",
        f"-DTORCHSHARP_PY_INPLACE={'ON' if in_place else 'OFF'}",
        *shlex.split(os.environ.get("CMAKE_ARGS", "")),
    ]
    stamp = BUILD_TREE / "configured-with.txt"
    wanted = "\n".join(configure)
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        say("configuring the C++ build")
        subprocess.run(configure, check=True)
        stamp.write_text(wanted, encoding="utf-8")
    say("building the C++ libraries")
    jobs = str(os.cpu_count() or 1)
    build = ["cmake", "--build", str(BUILD_TREE), "--parallel", jobs, "--target", *targets]
    subprocess.run(build, check=True)
    install = ["cmake", "--install", str(BUILD_TREE), "--prefix", str(package)]
    strip = [] if in_place else ["--strip"]
    subprocess.run([*install, *strip], check=True, stdout=subprocess.DEVNULL)


def build_assembly(library: Path) -> None:
    """Builds TorchSharpPy.dll and TorchSharpPy.Vision.dll, or says why they are left out.

    Args:
        library: The folder that the assemblies belong in.
    """
    choice = os.environ.get("TORCHSHARP_PY_DOTNET", "")
    if choice == "0":
        return
    try:
        sdk = setup_dotnet.ensure_root() if choice == "1" else setup_dotnet.find_root()
        if sdk is None:
            raise DotnetUnavailableError(
                "no .NET SDK 8 or later found (TORCHSHARP_PY_DOTNET=1 assembles one)"
            )
        pythonnet = importlib.util.find_spec("pythonnet")
        if pythonnet is None or pythonnet.origin is None:
            raise DotnetUnavailableError(
                "pythonnet, which it is built against, is missing (pip install pythonnet)"
            )
    except DotnetUnavailableError as reason:
        if choice == "1":
            raise SystemExit(f"TORCHSHARP_PY_DOTNET is 1, but TorchSharpPy.dll: {reason}") from None
        say(f"left out TorchSharpPy.dll, so this package has no C#: {reason}")
        return
    say("building TorchSharpPy.dll")
    runtime = Path(pythonnet.origin).parent / "runtime" / "Python.Runtime.dll"
    command = [
        *(str(sdk / "dotnet"), "build", str(ASSEMBLY_PROJECT), "-nologo", "-verbosity:quiet"),
        *("-clp:NoSummary", f"-p:PythonNetRuntime={runtime}", f"-p:PackageLibrary={library}/"),
    ]
    environment = {**os.environ, **setup_dotnet.dotnet_environment(sdk)}
    subprocess.run(command, env=environment, check=True)


def dependencies() -> list[str]:
    """Lists what the package runs on; its torch is of the release that it is built against."""
    torch = torch_releases.find_torch()
    version = torch_releases.DEFAULT if torch is None else torch_releases.read_version(torch)
    return [torch_releases.release_of(version).requirement, "numpy"]


def long_description(url: str) -> str:
    """Returns the README for a page outside the repository.

    Args:
        url: The repository's address; links to its files become absolute. Empty: they become text.
    """
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    target = rf"[\1]({url}/blob/main/\2)" if url else r"\1"
    return re.sub(r"\[([^\]]+)\]\((?!https?:|#)([^)]+)\)", target, text)


URL = os.environ.get("TORCHSHARP_PY_URL", "").rstrip("/")

setup(
    ext_modules=[Extension(f"{PACKAGE}._C", sources=[])],
    cmdclass={"build": CleanBuild, "build_ext": CMakeBuild},
    install_requires=dependencies(),
    long_description=long_description(URL),
    long_description_content_type="text/markdown",
    project_urls={"Repository": URL, "Changelog": f"{URL}/blob/main/CHANGELOG.md"} if URL else {},
)
