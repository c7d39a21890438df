"""Paths as the extension takes them."""

from __future__ import annotations

import os


def native_path(path: str | os.PathLike[str]) -> str | bytes:
    """Returns a path as C++ takes it: on POSIX as bytes, since a name need not be valid UTF-8."""
    return os.fspath(path) if os.name == "nt" else os.fsencode(path)
