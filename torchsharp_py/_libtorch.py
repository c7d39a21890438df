"""Loads libtorch's shared libraries without importing Python's ``torch``.

Importing ``torch`` takes four fifths of a program's start-up time, and a program that only runs
models may never need it. The libraries are loaded by their full paths; then the extension finds
them by name, wherever pip installed torch.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

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
            f"installed in this environment ({sys.prefix}): pip install 'torch>=2.13,<2.14'"
        )
    return Path(spec.origin).parent / "lib"


def preload() -> None:
    """Loads libtorch into the process; does nothing if torch is already imported."""
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
