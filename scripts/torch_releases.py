#!/usr/bin/env python3
"""The releases of torch that the sources build against, from requirements/torch.toml.

Usage:
    python scripts/torch_releases.py torchvision 2.14.1    # the torchvision of its release
    python scripts/torch_releases.py missing 2.14.1        # what pip must install, if anything
"""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "requirements" / "torch.toml"
_CONTENT = tomllib.loads(TABLE.read_text(encoding="utf-8"))

# The full version that the checkout is built with if nobody asks for another one.
DEFAULT: str = _CONTENT["default"]


@dataclass(frozen=True)
class Release:
    """A release, whose patches have the same binary interface."""

    name: str
    torch: str
    torchvision: str
    pybind11_internals: int

    @property
    def requirement(self) -> str:
        """What pip may install for a package that is built for this release."""
        major, minor = map(int, self.name.split("."))
        return f"torch>={self.name},<{major}.{minor + 1}"


RELEASES = {name: Release(name=name, **row) for name, row in _CONTENT["releases"].items()}


class UnknownReleaseError(ValueError):
    """The sources are not for this release of torch."""


def name_of(version: str) -> str:
    """Returns the release of a version: ``2.14`` of ``2.14.1+cpu``."""
    return ".".join(version.split(".")[:2])


def release_of(version: str) -> Release:
    """Looks up the release of a version.

    Raises:
        UnknownReleaseError: It is not in the table.
    """
    release = RELEASES.get(name_of(version))
    if release is None:
        known = ", ".join(row.torch for row in RELEASES.values())
        raise UnknownReleaseError(
            f"torch {version} is not among the releases that the sources build against "
            f"({known}): pip install torch=={DEFAULT}"
        )
    return release


def find_torch() -> Path | None:
    """Returns the folder of this interpreter's torch without importing it, or None."""
    spec = importlib.util.find_spec("torch")
    return None if spec is None or spec.origin is None else Path(spec.origin).resolve().parent


def read_version(torch: Path) -> str:
    """Reads the version of a torch package, such as ``2.13.0+cpu``, without importing it."""
    text = (torch / "version.py").read_text(encoding="utf-8")
    found = re.search(r"^__version__ = ['\"]([^'\"]+)", text, flags=re.MULTILINE)
    return found.group(1) if found else "unknown"


def main() -> int:
    """Runs the command line."""
    try:
        match sys.argv[1:]:
            case ["torchvision", version]:
                print(release_of(version).torchvision)
            case ["missing", version]:
                torch = find_torch()
                if torch is None or read_version(torch).partition("+")[0] != version:
                    print(f"torch=={version}")
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except UnknownReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
