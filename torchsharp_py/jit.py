"""TorchScript modules and compilation units, called with ``torch.Tensor`` and Python values.

The functions mirror ``torch.jit``, but the work is done in C++: nothing here goes through Python's
``torch.jit``, so models keep running where that is deprecated or gone.

    >>> from torchsharp_py import jit
    >>> m = jit.load("sample.pt")
    >>> m(x, y)                      # forward, with hooks, as torch.jit does
    >>> m.predict(x)                 # any exported method
    >>> m.invoke("add_scalar", x, i=3)

A :class:`Signature` makes a typed view: checked against the model once, and seen by type checkers.

    >>> m = jit.load("sample.pt", jit.Signature[[Tensor, Tensor], tuple[Tensor, Tensor]])
    >>> predict = m.method("predict", jit.Signature[[Tensor], Tensor])
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from torchsharp_py._C import CompilationUnit, Future, ScriptMethod, ScriptModule, ScriptObject
from torchsharp_py._hooks import RemovableHandle
from torchsharp_py._methods import install
from torchsharp_py._optimise import (
    freeze,
    get_fusion_strategy,
    get_num_profiled_runs,
    get_profiling_executor,
    optimize_for_inference,
    set_fusion_strategy,
    set_num_profiled_runs,
    set_profiling_executor,
)
from torchsharp_py._profile import OperatorTime, Profile, profile
from torchsharp_py._typed import views
from torchsharp_py._typed.signature import Signature

if TYPE_CHECKING:
    import torch

    from torchsharp_py._enum_value import EnumValue as EnumValue

views.install()
install()

_P = ParamSpec("_P")
_R_co = TypeVar("_R_co", covariant=True)

__all__ = [
    "CompilationUnit",
    "EnumValue",
    "Future",
    "OperatorTime",
    "Profile",
    "RemovableHandle",
    "ScriptMethod",
    "ScriptModule",
    "ScriptObject",
    "Signature",
    "compile",
    "freeze",
    "get_fusion_strategy",
    "get_num_profiled_runs",
    "get_profiling_executor",
    "load",
    "optimize_for_inference",
    "profile",
    "save",
    "set_fusion_strategy",
    "set_num_profiled_runs",
    "set_profiling_executor",
    "wrap",
]


def __getattr__(name: str) -> Any:
    if name == "EnumValue":  # imports dataclasses, which most programs do without
        from torchsharp_py._enum_value import EnumValue

        return EnumValue
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


@overload
def load(
    path: str | os.PathLike[str], map_location: str | torch.device | None = None
) -> ScriptModule: ...
@overload
def load(
    path: str | os.PathLike[str],
    signature: type[Signature[_P, _R_co]],
    map_location: str | torch.device | None = None,
) -> ScriptModule[_P, _R_co]: ...
def load(  # type: ignore[misc]  # the second argument may be either
    path: str | os.PathLike[str], signature: Any = None, map_location: Any = None
) -> ScriptModule:
    """Loads a TorchScript archive.

    Args:
        path: A file written by ``torch.jit.save``, by this package, from C++ or from C#.
        signature: What ``forward`` must take and return, such as ``Signature[[Tensor], Tensor]``.
            May be left out, as in ``load(path, "cuda:0")``.
        map_location: Where the parameters and buffers go (``"cpu"``, ``"cuda:0"``); None leaves
            them where they were when the model was saved.

    Returns:
        The module, in the mode (training or evaluation) in which it was saved.

    Raises:
        ModelNotFoundError: There is no such file (also a ``FileNotFoundError``).
        ModelFormatError: The file is not a complete TorchScript archive.
        UnknownOperatorError: The model uses an operator that this libtorch does not have.
        ScriptTypeError: ``forward`` has another signature.
        DeviceError: The device is not available.
    """
    if _is_device(signature) and map_location is None:
        signature, map_location = None, signature
    device = None if map_location is None else str(map_location)
    return _checked(ScriptModule._load(_native_path(path), device), signature)


def _is_device(value: object) -> bool:
    return isinstance(value, str) or type(value).__name__ == "device"


def _checked(module: ScriptModule, signature: Any) -> ScriptModule:
    if signature is not None:
        from torchsharp_py._typed.check import check_signature

        check_signature(module.schema("forward"), signature)
    return module


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


@overload
def wrap(module: torch.jit.ScriptModule, signature: None = None) -> ScriptModule: ...
@overload
def wrap(
    module: torch.jit.ScriptModule, signature: type[Signature[_P, _R_co]]
) -> ScriptModule[_P, _R_co]: ...
def wrap(module: torch.jit.ScriptModule, signature: Any = None) -> ScriptModule:
    """Makes a module of this package from one of ``torch.jit``, without a copy.

    Both are the same module afterwards: a change to the one is seen in the other.
    ``module.to_torch()`` is the way back.

    Args:
        module: A scripted or traced module.
        signature: What ``forward`` must take and return, such as ``Signature[[Tensor], Tensor]``.

    Raises:
        ScriptTypeError: ``module`` is not a script module, or ``forward`` has another signature.
    """
    return _checked(ScriptModule._wrap(module), signature)
