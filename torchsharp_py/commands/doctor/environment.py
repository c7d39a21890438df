"""The environment variables that change where libraries are found."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from torchsharp_py.commands.doctor.findings import Finding, State

_VARIABLES = (
    "TORCHSHARP_PY_LIBRARY",
    "LIBTORCH",
    "DOTNET_ROOT",
    "DOTNET_ROLL_FORWARD",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "PYTHONPATH",
    "PYTHONHOME",
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "DYLD_LIBRARY_PATH",
    "CUDA_VISIBLE_DEVICES",
    "OMP_NUM_THREADS",
)

# What the value of a variable must have, and how that is said.
_RULES: dict[str, tuple[Callable[[Path], bool], str]] = {
    "TORCHSHARP_PY_LIBRARY": (Path.exists, "a file or folder that exists"),
    "LIBTORCH": (lambda path: (path / "lib").is_dir(), "a folder that contains lib"),
    "DOTNET_ROOT": (lambda path: (path / "host" / "fxr").is_dir(), "a folder with host/fxr"),
    "VIRTUAL_ENV": (Path.is_dir, "a folder that exists"),
}


def check_environment() -> list[Finding]:
    """Each variable that is set; those that point nowhere have failed."""
    return [_check(name, os.environ[name]) for name in _VARIABLES if os.environ.get(name)]


def _check(name: str, value: str) -> Finding:
    text = f"{name}={value}"
    fits, expected = _RULES.get(name, (lambda _: True, ""))
    if fits(Path(value)):
        return Finding("environment", State.OK, text)
    cure = f"unset {name}, or set it to {expected}"
    return Finding("environment", State.FAILED, text, cure)
