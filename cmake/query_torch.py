"""Prints, as NAME=value lines for CMake, what the build must know about this interpreter's torch.

Nothing is imported from torch: that would take seconds at every configure.
"""

from __future__ import annotations

import mmap
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))
import torch_releases


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
    """Prints the answers.

    Raises:
        SystemExit: There is no torch, or the sources cannot be built against it.
    """
    torch = torch_releases.find_torch()
    if torch is None:
        sys.exit(
            f"{sys.executable} has no torch: run `make setup`, or "
            f"pip install torch=={torch_releases.DEFAULT}"
        )
    version = torch_releases.read_version(torch)
    try:
        release = torch_releases.release_of(version)
    except torch_releases.UnknownReleaseError as error:
        sys.exit(f"{error} (found in {torch})")
    # With another version of the internals the extension builds, but cannot exchange C++ types such
    # as torch::jit::Module with torch's own module.
    found = {
        f"the headers in {torch / 'include'} have": header_internals(torch),
        f"the library in {torch / 'lib'} was built with": binary_internals(torch),
    }
    if set(found.values()) != {str(release.pybind11_internals)}:
        both = ", ".join(f"{where} {internals}" for where, internals in found.items())
        sys.exit(
            f"pybind11 mismatch: torch {release.name} has internals version "
            f"{release.pybind11_internals}, but {both}. Something replaced a part of torch: "
            f"pip install --force-reinstall torch=={version.partition('+')[0]}"
        )
    print(f"TORCH_ROOT={torch.as_posix()}")
    print(f"TORCH_VERSION={version}")
    print(f"TORCH_RELEASE={release.name}")
    print(f"TORCH_PYBIND11={release.pybind11_internals}")


if __name__ == "__main__":
    main()
