"""Loads libtorch's shared libraries without importing Python's ``torch``.

Importing ``torch`` takes four fifths of a program's start-up time, and a program that only runs
models may never need it. The libraries are loaded by their full paths; then the extension finds
them by name, wherever pip installed torch.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _release() -> str:
    try:
        return (_PACKAGE / "lib" / "libtorch_release.txt").read_text(encoding="ascii").strip()
    except OSError:  # nothing is built: the release that a build from the sources asks for
        return "2.13"


# The release of torch that the extension is built for.
RELEASE = _release()

_SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
_PREFIX = "" if sys.platform == "win32" else "lib"
_LIBRARIES = ("c10", "torch_cpu", "torch", "torch_python")


def library_dir() -> Path:
    """Returns the folder of libtorch's shared libraries.

    Raises:
        ImportError: torch is not installed in this environment.
    """
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        raise ImportError(
            "torchsharp_py needs libtorch, which is part of the package 'torch', but torch is not "
            f"installed in this environment ({sys.prefix}): pip install 'torch=={RELEASE}.*'"
        )
    return Path(spec.origin).parent / "lib"


def installed_version() -> str | None:
    """Returns the version of the installed torch, such as ``2.13.0+cpu``, without importing it.

    None if the package does not tell.

    Raises:
        ImportError: torch is not installed in this environment.
    """
    try:
        text = (library_dir().parent / "version.py").read_text(encoding="utf-8")
    except OSError:
        return None
    found = re.search(r"^__version__ = ['\"]([^'\"]+)", text, re.MULTILINE)
    return found.group(1) if found else None


def preload() -> None:
    """Loads libtorch into the process; does not load it again if torch is already imported.

    Raises:
        ImportError: torch is not installed in this environment, or of another release.
    """
    version = installed_version()
    if version is not None and not version.startswith(f"{RELEASE}."):
        raise ImportError(
            f"torchsharp_py in {_PACKAGE} is built for torch {RELEASE}, but "
            f"{library_dir().parent} is torch {version}: pip install 'torch=={RELEASE}.*', or "
            "build torchsharp_py for the torch that you have (pip install --no-build-isolation . "
            "in its sources)"
        )
    if "torch" in sys.modules:
        return
    folder = library_dir()
    if sys.platform == "win32":
        os.add_dll_directory(str(folder))
        return
    # `import torch` loads this first too, so that the libraries of a CUDA build are found.
    dependencies = folder / f"{_PREFIX}torch_global_deps{_SUFFIX}"
    if dependencies.exists():
        ctypes.CDLL(str(dependencies), mode=ctypes.RTLD_GLOBAL)
    for name in _LIBRARIES:
        ctypes.CDLL(str(folder / f"{_PREFIX}{name}{_SUFFIX}"))
