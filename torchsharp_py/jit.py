"""TorchScript modules and compilation units, called with ``torch.Tensor`` and Python values.

The functions mirror ``torch.jit``, but the work is done in C++: nothing here goes through Python's
``torch.jit``, so models keep running where that is deprecated or gone.

    >>> from torchsharp_py import jit
    >>> m = jit.load("sample.pt")
    >>> m(x, y)                      # forward, with hooks, as torch.jit does
    >>> m.predict(x)                 # any exported method
    >>> m.invoke("add_scalar", x, i=3)
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from torchsharp_py._C import CompilationUnit, ScriptMethod, ScriptModule

if TYPE_CHECKING:
    import torch

__all__ = [
    "CompilationUnit",
    "ScriptMethod",
    "ScriptModule",
    "compile",
    "load",
    "save",
    "wrap",
]


def load(
    path: str | os.PathLike[str], map_location: str | torch.device | None = None
) -> ScriptModule:
    """Loads a TorchScript archive.

    Args:
        path: A file written by ``torch.jit.save``, by this package, from C++ or from C#.
        map_location: Where the parameters and buffers go (``"cpu"``, ``"cuda:0"``); None leaves
            them where they were when the model was saved.

    Returns:
        The module, in the mode (training or evaluation) in which it was saved.

    Raises:
        ModelNotFoundError: There is no such file (also a ``FileNotFoundError``).
        ModelFormatError: The file is not a complete TorchScript archive.
        UnknownOperatorError: The model uses an operator that this libtorch does not have.
        DeviceError: The device is not available.
    """
    device = None if map_location is None else str(map_location)
    return ScriptModule._load(_native_path(path), device)


def save(module: ScriptModule | torch.jit.ScriptModule, path: str | os.PathLike[str]) -> None:
    """Saves a module as a TorchScript archive.

    The archive is written beside ``path`` and moved there at the end: a failed save leaves an
    existing file as it was.

    Args:
        module: A module from this package or from ``torch.jit``.
        path: The file to write.

    Raises:
        ModelIOError: The file cannot be written (also an ``OSError``).
    """
    ours = module if isinstance(module, ScriptModule) else wrap(module)
    ours._save(_native_path(path))


def _native_path(path: str | os.PathLike[str]) -> str | bytes:
    """Spells a path as the C++ side takes it; on POSIX a name need not be valid UTF-8."""
    return os.fspath(path) if os.name == "nt" else os.fsencode(path)


def compile(source: str) -> CompilationUnit:
    """Compiles functions from TorchScript source.

    Args:
        source: One or more function definitions; parameters without annotation are tensors.

    Returns:
        A unit whose functions are attributes: ``compile(source).f(x)``.

    Raises:
        ScriptCompileError: With ``line`` and ``column`` (also a ``SyntaxError``).
        UnknownOperatorError: The source calls an operator that this libtorch does not have.
    """
    return CompilationUnit._compile(source)


def wrap(module: torch.jit.ScriptModule) -> ScriptModule:
    """Makes a module of this package from one of ``torch.jit``, without a copy.

    Both are the same module afterwards: a change to the one is seen in the other.
    ``module.to_torch()`` is the way back.

    Raises:
        ScriptTypeError: ``module`` is not a script module.
    """
    return ScriptModule._wrap(module)
