"""The parts of the installed package that a C# program needs."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from torchsharp_py import _libtorch
from torchsharp_py.commands.failure import CommandError

LIBRARY = Path(__file__).resolve().parent.parent / "lib"
TARGETS = LIBRARY / "TorchSharpPy.targets"

# What torch has for Python, and for its own tests.
_NOT_NEEDED = (
    "torch_python",
    "torch_global_deps",
    "shm.",
    "_test.",
    "aoti_custom_ops",
    "backend_with_compiler",
)
# Of pyvips-binary, on Linux and on macOS.
_LIBVIPS_FOLDERS = ("pyvips_binary.libs", "pyvips_binary.dylibs")
_ENDINGS = (".so", ".dylib", ".dll")


def require_assembly() -> None:
    """Checks that the package has its C# half.

    Raises:
        CommandError: It was built without a .NET SDK.
    """
    if not (LIBRARY / "TorchSharpPy.dll").is_file() or not TARGETS.is_file():
        raise CommandError(
            f"this installation of torchsharp_py has no C# assembly in {LIBRARY}, because it was "
            "built without a .NET SDK: install a .NET SDK of version 8 or later, and install the "
            "package again"
        )


def require_empty(folder: Path) -> None:
    """Checks that a folder for output is new or empty.

    Raises:
        CommandError: It has files.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CommandError(f"expected a new or empty folder, but {folder} has files")


def native_libraries() -> list[Path]:
    """Lists the core library and those of libtorch, for a program without Python."""
    core = [path for path in LIBRARY.iterdir() if "torchsharp_core" in path.name]
    libtorch = [
        path
        for path in _libtorch.library_dir().iterdir()
        if any(ending in path.suffixes for ending in _ENDINGS)
        and not any(name in path.name for name in _NOT_NEEDED)
    ]
    return sorted(core) + sorted(libtorch)


def libvips_folder() -> Path | None:
    """Returns the folder of the installed pyvips-binary's libvips, or None."""
    found = importlib.util.find_spec("_libvips")
    if found is None or found.origin is None:
        return None
    folders = (Path(found.origin).parent / name for name in _LIBVIPS_FOLDERS)
    return next((folder for folder in folders if folder.is_dir()), None)


def libvips() -> list[Path]:
    """Lists the files of the installed pyvips-binary's libvips."""
    folder = libvips_folder()
    return [] if folder is None else sorted(folder.glob("libvips*"))


def python_runtime() -> Path | None:
    """Returns ``Python.Runtime.dll`` of the installed pythonnet, or None."""
    found = importlib.util.find_spec("pythonnet")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "runtime" / "Python.Runtime.dll"


def msbuild_properties() -> dict[str, Path]:
    """Returns the properties of ``TorchSharpPy.targets`` whose defaults would not fit here.

    The defaults are right if torch, pythonnet, pyvips-binary and this package are in one
    environment.
    """
    packages = LIBRARY.parent.parent
    default_python = Path(sys.prefix) / (
        "Scripts/python.exe" if sys.platform == "win32" else "bin/python3"
    )
    properties = {}
    if packages.name != "site-packages" or not default_python.exists():
        properties["TorchSharpPyPython"] = Path(sys.executable)
    if _libtorch.library_dir() != packages / "torch" / "lib":
        properties["TorchSharpPyLibtorch"] = _libtorch.library_dir()
    folder = libvips_folder()
    if folder is not None and folder != packages / folder.name:
        properties["TorchSharpPyLibvips"] = folder
    runtime = python_runtime()
    if runtime is not None and runtime != packages / "pythonnet" / "runtime" / runtime.name:
        properties["TorchSharpPyPythonNet"] = runtime
    return properties
