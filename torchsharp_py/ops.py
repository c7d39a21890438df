"""Operators that are not libtorch's own."""

from __future__ import annotations

import os

from torchsharp_py import _C

__all__ = ["load_library"]


def load_library(path: str | os.PathLike[str]) -> None:
    """Loads a library that registers operators or classes, for the whole process.

    Models that use them can then be loaded, from Python and C#. Loading a library twice does
    nothing. Python's ``torch`` is not imported, and sees the operators as ``torch.ops``.

    Args:
        path: A shared library that was built against the same libtorch.

    Raises:
        ModelNotFoundError: There is no such file (also a ``FileNotFoundError``).
        ModelIOError: The library cannot be loaded; the message says why (also an ``OSError``).
    """
    _C.load_library(os.fspath(path) if os.name == "nt" else os.fsencode(path))
