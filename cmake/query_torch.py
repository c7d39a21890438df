"""Prints, as NAME=value lines for CMake, what the build must know about this interpreter's torch.

Nothing is imported from torch: that would take seconds at every configure.
"""

from __future__ import annotations

import importlib.util
import mmap
import re
import sys
from pathlib import Path


def find_torch() -> Path:
    """Finds the folder of the installed torch package.

    Raises:
        SystemExit: If this interpreter has none.
    """
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        sys.exit(f"{sys.executable} has no torch: run `make setup`, or pip install torch==2.13.0")
    return Path(spec.origin).resolve().parent


def read_version(torch: Path) -> str:
    """Reads torch's version, such as ``2.13.0+cpu``, without importing it."""
    text = (torch / "version.py").read_text(encoding="utf-8")
    found = re.search(r"^__version__ = '(.+)'", text, flags=re.MULTILINE)
    return found.group(1) if found else "unknown"


def header_internals(torch: Path) -> str:
    """Reads which internals version the pybind11 headers that torch bundles declare."""
    header = torch / "include" / "pybind11" / "detail" / "internals.h"
    found = re.search(r"# *define PYBIND11_INTERNALS_VERSION (\d+)", header.read_text("utf-8"))
    return found.group(1) if found else "unknown"


def binary_internals(torch: Path) -> str:
    """Reads from torch's own Python library which internals version it was built with."""
    names = ("libtorch_python.so", "libtorch_python.dylib", "torch_python.dll")
    for library in (torch / "lib" / name for name in names):
        if library.is_file():
            with library.open("rb") as file:
                content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                found = re.search(rb"__pybind11_internals_v(\d+)_", content)
                return found.group(1).decode() if found else "unknown"
    return "unknown"


def main() -> None:
    """Prints the answers."""
    torch = find_torch()
    print(f"TORCH_ROOT={torch.as_posix()}")
    print(f"TORCH_VERSION={read_version(torch)}")
    print(f"TORCH_PYBIND11_HEADER={header_internals(torch)}")
    print(f"TORCH_PYBIND11_BINARY={binary_internals(torch)}")


if __name__ == "__main__":
    main()
