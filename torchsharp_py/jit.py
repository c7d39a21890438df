"""TorchScript modules and compilation units, called with ``torch.Tensor`` and Python values.

The functions mirror ``torch.jit``, but the work is done in C++: only ``script``, ``trace`` and
``trace_module`` go through Python's ``torch.jit``, so models keep running where that is deprecated
or gone.

    >>> from torchsharp_py import jit
    >>> m = jit.load("sample.pt")
    >>> m(x, y)                      # forward, with hooks, as torch.jit does
    >>> m.predict(x)                 # any exported method
    >>> m.invoke("add_scalar", x, i=3)

A :class:`Signature` makes a typed view: checked against the model once, and seen by type checkers.

    >>> m = jit.load("sample.pt", jit.Signature[[Tensor, Tensor], tuple[Tensor, Tensor]])
    >>> predict = m.method("predict", jit.Signature[[Tensor], Tensor])

Python's own frontend makes modules of Python code:

    >>> m = jit.script("torch.nn:Linear", 10, 2)
    >>> m = jit.trace(lambda x: x.relu(), torch.rand(3))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from torchsharp_py._C import CompilationUnit, Future, ScriptMethod, ScriptModule, ScriptObject
from torchsharp_py._errors import ScriptTypeError
from torchsharp_py._frontend.api import build, script, trace, trace_module
from torchsharp_py._module import install
from torchsharp_py._module.files import load_from, read_checkpoint, save_to
from torchsharp_py._module.files import save_to_bytes as archive_of
from torchsharp_py._module.hooks import RemovableHandle
from torchsharp_py._module.optimise import (
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
    import os
    from collections.abc import Mapping

    import torch
    from typing_extensions import Buffer

    from torchsharp_py._enum_value import EnumValue as EnumValue
    from torchsharp_py._module.files import Source, WritableFile

views.install()
install.install()

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
    "build",
    "compile",
    "freeze",
    "get_fusion_strategy",
    "get_num_profiled_runs",
    "get_profiling_executor",
    "load",
    "load_checkpoint",
    "optimize_for_inference",
    "profile",
    "save",
    "save_to_bytes",
    "script",
    "set_fusion_strategy",
    "set_num_profiled_runs",
    "set_profiling_executor",
    "trace",
    "trace_module",
    "wrap",
]


def __getattr__(name: str) -> Any:
    if name == "EnumValue":  # imports dataclasses, which most programs do without
        from torchsharp_py._enum_value import EnumValue

        return EnumValue
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


@overload
def load(
    source: Source,
    map_location: str | torch.device | None = None,
    *,
    extra_files: dict[str, Any] | None = None,
    mmap: bool = False,
) -> ScriptModule: ...
@overload
def load(
    source: Source,
    signature: type[Signature[_P, _R_co]],
    map_location: str | torch.device | None = None,
    extra_files: dict[str, Any] | None = None,
    mmap: bool = False,
) -> ScriptModule[_P, _R_co]: ...
def load(  # type: ignore[misc]  # the second argument may be either
    source: Source,
    signature: Any = None,
    map_location: Any = None,
    extra_files: dict[str, Any] | None = None,
    mmap: bool = False,
) -> ScriptModule:
    """Loads a TorchScript archive.

    Args:
        source: A file written by ``torch.jit.save``, by this package, from C++ or from C#: its
            path, its bytes (anything with the buffer protocol; only the weights are copied), or a
            binary file object, which is read from where it stands to its end.
        signature: What ``forward`` must take and return, such as ``Signature[[Tensor], Tensor]``.
            May be left out, as in ``load(path, "cuda:0")``.
        map_location: Where the parameters and buffers go (``"cpu"``, ``"cuda:0"``); None leaves
            them where they were when the model was saved.
        extra_files: Names of files in the archive beside the model. The values of those that it
            has are replaced by their contents (``bytes``); the others stay as they are.
        mmap: Weights lie in the mapped file, and are read when they are first used; changes stay
            in memory. Only for a path.

    Returns:
        The module, in the mode (training or evaluation) in which it was saved.

    Raises:
        ModelNotFoundError: There is no such file (also a ``FileNotFoundError``).
        ModelIOError: The file cannot be read (also an ``OSError``).
        ModelFormatError: It is not a complete TorchScript archive.
        UnknownOperatorError: The model uses an operator that this libtorch does not have.
        ScriptTypeError: ``forward`` has another signature, or ``source`` is none of the above.
        DeviceError: The device is not available.

    What a file object raises is raised as it is.
    """
    if _is_device(signature) and map_location is None:
        signature, map_location = None, signature
    return _checked(load_from(source, _device(map_location), extra_files, mmap), signature)


def _is_device(value: object) -> bool:
    return isinstance(value, str) or type(value).__name__ == "device"


def _device(map_location: object) -> str | None:
    if map_location is not None and not _is_device(map_location):
        raise ScriptTypeError(
            "map_location must be one device, such as 'cpu' or torch.device('cuda:0'), not "
            f"{type(map_location).__name__}"
        )
    return None if map_location is None else str(map_location)


def _checked(module: ScriptModule, signature: Any) -> ScriptModule:
    if signature is not None:
        from torchsharp_py._typed.check import check_signature

        check_signature(module.schema("forward"), signature)
    return module


def save(
    module: ScriptModule | torch.jit.ScriptModule,
    target: str | os.PathLike[str] | WritableFile,
    extra_files: Mapping[str, str | Buffer] | None = None,
) -> None:
    """Saves a module as a TorchScript archive.

    With a path, the archive is written beside it and moved there at the end: a failed save leaves
    an existing file as it was.

    Args:
        module: A module from this package or from ``torch.jit``.
        target: The path of the file to write, or a binary file object.
        extra_files: More files to put into the archive, by name: ``load`` gives them back.

    Raises:
        ModelIOError: The file cannot be written (also an ``OSError``).
        UnsupportedValueError: The module calls Python.

    What a file object raises is raised as it is.
    """
    save_to(_ours(module), target, extra_files)


def save_to_bytes(
    module: ScriptModule | torch.jit.ScriptModule,
    extra_files: Mapping[str, str | Buffer] | None = None,
) -> bytes:
    """Returns a module as a TorchScript archive in memory.

    Args:
        module: A module from this package or from ``torch.jit``.
        extra_files: More files to put into the archive, by name.

    Raises:
        UnsupportedValueError: The module calls Python.
    """
    return archive_of(_ours(module), extra_files)


def load_checkpoint(
    path: str | os.PathLike[str], map_location: str | torch.device | None = None
) -> dict[str, Any]:
    """Reads a state, for ``module.load_state_dict``.

    Args:
        path: A file written by ``torch.save``, or one whose name ends with ``.safetensors``. No
            code of the file runs (``weights_only=True``).
        map_location: Where the tensors go; None leaves them where they were when saved (those of a
            safetensors file: on the CPU).

    Returns:
        The tensors by name.

    Raises:
        ModelNotFoundError: There is no such file (also a ``FileNotFoundError``).
        ModelFormatError: It is no such file, or holds something else than a dict.
        ImportError: The package ``safetensors``, which reads such files, is not installed.
    """
    return read_checkpoint(path, _device(map_location))


def _ours(module: Any) -> ScriptModule:
    return module if isinstance(module, ScriptModule) else wrap(module)


def compile(source: str) -> CompilationUnit:
    """Compiles functions, classes, NamedTuples and enums from TorchScript source.

    Python does not run: the source is no module, and nothing that needs Python's frontend (modules,
    decorators, inheritance) can be in it. ``script`` takes those.

    Args:
        source: Definitions in any order, and imports of torch, typing, enum and math; parameters
            without annotation are tensors.

    Returns:
        A unit whose functions are attributes, ``compile(source).f(x)``, and whose classes
        ``create("Point", 1.0, 2.0)`` makes instances of.

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
