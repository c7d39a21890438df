"""Operators beyond those of libtorch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchsharp_py import _C
from torchsharp_py._paths import native_path

if TYPE_CHECKING:
    import os

__all__ = ["load_library"]


def load_library(path: str | os.PathLike[str]) -> None:
    """Loads a library that registers operators or classes, for the whole process.

    Python and C# can then load models that use them. Loading a library again does nothing. It does
    not import Python's ``torch``, which later has the operators in ``torch.ops``.

    Args:
        path: A shared library that was built against the same libtorch.

    Raises:
        ModelNotFoundError: The file does not exist (also a ``FileNotFoundError``).
        ModelIOError: The library cannot be loaded; the message says why (also an ``OSError``).
    """
    _C.load_library(native_path(path))
